# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a CloudFormation template as a deployment with certain parameters would: conditions are decided, parameters and
functions replaced. What only AWS knows stands by its name: the Ref of a resource is its logical id, an attribute is
ID.Attribute."""

import re

import yaml

REGION, ACCOUNT, STACK = "eu-central-1", "123456789012", "chat"
NOTHING = object()
PSEUDO = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT, "AWS::StackName": STACK,
          "AWS::URLSuffix": "amazonaws.com", "AWS::NoValue": NOTHING}


class _Loader(yaml.SafeLoader):
    """YAML as CloudFormation takes it: short forms of its functions, no aliases, no key twice."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(f"CloudFormation knows no aliases: {self.peek_event().start_mark}")
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError(f"a key stands twice: {node.start_mark}")
        return super().construct_mapping(node, deep)


def _short_form(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix: value}


_Loader.add_multi_constructor("!", _short_form)


def load(text):
    return yaml.load(text, _Loader)


class Stack:
    """`resources`, `outputs`: those that there are with these parameters, resolved. `refused`: what CloudFormation says
    against them by the template's rules. Raises ValueError where something leads to what is not there."""

    def __init__(self, template, parameters=None):
        self._declared = template.get("Parameters", {})
        unknown = set(parameters or {}) - set(self._declared)
        if unknown:
            raise ValueError(f"no such parameter: {', '.join(sorted(unknown))}")
        self._values = {name: parameter.get("Default") for name, parameter in self._declared.items()}
        self._values.update(parameters or {})
        self._conditions = template.get("Conditions", {})
        present = {name: resource for name, resource in template["Resources"].items() if self._present(resource)}
        self._names = set(present)
        function = template.get("Globals", {}).get("Function", {})
        for name, resource in present.items():
            if resource["Type"] == "AWS::Serverless::Function":
                present[name] = {**resource, "Properties": {**function, **resource["Properties"]}}
        self.resources = self._resolved(present)
        self.outputs = self._resolved(
            {name: output for name, output in template.get("Outputs", {}).items() if self._present(output)})

        self.refused = [
            assertion["AssertDescription"] for rule in template.get("Rules", {}).values()
            if self._holds(rule["RuleCondition"]) for assertion in rule["Assertions"]
            if not self._holds(assertion["Assert"])]

    def of(self, kind):
        return {name: found for name, found in self.resources.items() if found["Type"] == kind}

    def properties(self, name):
        return self.resources[name].get("Properties", {}) if name in self.resources else {}

    def _present(self, declared):
        return "Condition" not in declared or self._holds(declared["Condition"])

    def _holds(self, condition):
        if isinstance(condition, str):
            if condition not in self._conditions:
                raise ValueError(f"no such condition: {condition}")
            return self._holds(self._conditions[condition])
        (function, value), = condition.items()
        if function == "Fn::Equals":
            first, second = (str(self._resolved(side)) for side in value)
            return first == second
        if function == "Fn::Not":
            return not self._holds(value[0])
        if function in ("Fn::And", "Fn::Or"):
            return (all if function == "Fn::And" else any)(self._holds(one) for one in value)
        if function == "Condition":
            return self._holds(value)
        raise ValueError(f"not known here: {function}")

    def _reference(self, name):
        if name in PSEUDO:
            return PSEUDO[name]
        if name in self._values:
            if self._values[name] is None:
                raise ValueError(f"parameter {name} has no value")
            return self._values[name]
        if name in self._names:
            return name
        raise ValueError(f"{name} is not there")

    def _attribute(self, name, attribute):
        if name not in self._names:
            raise ValueError(f"{name}.{attribute} is not there")
        return f"{name}.{attribute}"

    def _substituted(self, value):
        text, own = (value, {}) if isinstance(value, str) else value
        own = {name: self._resolved(one) for name, one in own.items()}

        def replaced(match):
            name = match[1]
            if name in own:
                return str(own[name])
            return self._attribute(*name.split(".", 1)) if "." in name else str(self._reference(name))

        return re.sub(r"\$\{([^!}]+)\}", replaced, text)

    def _resolved(self, value):
        if isinstance(value, list):
            return [one for one in map(self._resolved, value) if one is not NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (function, inner), = value.items()
            if function == "Ref":
                return self._reference(inner)
            if function == "Fn::GetAtt":
                return self._attribute(*inner)
            if function == "Fn::Sub":
                return self._substituted(inner)
            if function == "Fn::If":
                return self._resolved(inner[1] if self._holds(inner[0]) else inner[2])
            if function.startswith("Fn::"):
                raise ValueError(f"not known here: {function}")
        resolved = {name: self._resolved(one) for name, one in value.items()}
        return {name: one for name, one in resolved.items() if one is not NOTHING}
