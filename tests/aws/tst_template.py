#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds deploy/aws/template.yaml against template_rules.py, as it would be deployed with several sets of parameters,
and lets cfn-lint read it. Each rule is shown to see its break. Takes the python3 that comes first on the PATH, with
cfn-lint (AWS's, which brings the SAM transform) and PyYAML; exit 77 where it has them not."""

import copy
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import unittest

SKIPPED = 77


def missing():
    for module, package in (("yaml", "PyYAML"), ("cfnlint", "cfn-lint"), ("samtranslator", "aws-sam-translator")):
        if importlib.util.find_spec(module) is None:
            return package
    return None if importlib.util.find_spec("cfnlint.runner") else "cfn-lint 1"


if package := missing():
    print(f"Skipped: {sys.executable} has no {package} (pip install cfn-lint brings all that it takes).")
    sys.exit(SKIPPED)

import cloudformation  # noqa: E402
import dynamo_tables  # noqa: E402
import template_rules as rules  # noqa: E402

SOURCE = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
TEMPLATE, ALARMS = (os.path.join(SOURCE, "deploy", "aws", name) for name in ("template.yaml", "alarms.yaml"))
STORE = os.path.join(SOURCE, "server", "aws", "src", "dynamo")


def text_of(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


def read(path):
    with open(path, encoding="utf-8") as file:
        return cloudformation.load(file.read())


DEPLOYMENTS = {
    "as it comes": {},
    "with everything": {"AlarmEmail": "ops@example.org", "MonthlyBudget": 20, "LexBotId": "ABCDEFGHIJ",
                        "LexBotAliasId": "TSTALIASID", "BedrockModelId": "example.model-v1:0",
                        "BedrockPrompt": "Be brief.", "BotPerDay": 200, "HotelDesk": "off",
                        "BotsLayerArn": "arn:aws:lambda:a:1:layer:bots:1", "DomainName": "chat.example.org", "CertificateArn": "arn:aws:acm:a:1:certificate/c",
                        "StageName": "live", "Access": "open"},
    "with Lex alone": {"LexBotId": "ABCDEFGHIJ"},
    "with a model alone": {"BedrockModelId": "example.model-v1:0"},
    "over tables that are there": {"MakeHistoryTable": "no", "MakeStateTable": "no", "FilesBucketName": "kept",
                                   "HistoryTableName": "Restored", "StateTableName": "RestoredState",
                                   "ConnectionsTableName": "Others"},
    "with a budget that nobody would hear of": {"MonthlyBudget": 20},
    "with a name that nobody vouches for": {"DomainName": "chat.example.org"},
    "with little": {"AccessLogs": "no", "Alarms": "no", "PasswordConcurrency": 0},
}


def problems(template, chosen):
    parameters = {name: one.get("Default") for name, one in template["Parameters"].items()} | chosen
    stack = cloudformation.Stack(template, chosen)
    return [problem for rule in rules.RULES for problem in rule(stack, parameters)]


def alarm_problems(template, email=""):
    parameters = {name: name for name in template["Parameters"]} | {"Email": email}
    return list(rules.alarms(cloudformation.Stack(template, parameters), parameters))


def at(template, path):
    """Where PATH leads, and its last step; a number is a place in a list."""
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    for step in steps:
        template = template[step]
    return template, last


def put(path, value):
    def change(template):
        where, last = at(template, path)
        if isinstance(where, list) and last == len(where):
            where.append(value)
        else:
            where[last] = value
    return change


def drop(path):
    def change(template):
        where, last = at(template, path)
        del where[last]
    return change


RESOURCES = "Resources/"
CHAT = RESOURCES + "ChatPolicy/Properties/PolicyDocument/Statement/"
WORKER = RESOURCES + "WorkerRole/Properties/Policies/0/PolicyDocument/Statement/"
PERMISSION = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "Queue"}
HISTORY = RESOURCES + "HistoryTable/"
STAGE = RESOURCES + "Stage/Properties/"
FILES = RESOURCES + "FilesBucket/Properties/"

# What is broken, and a part of what is then said.
BREAKS = [
    (put(CHAT + "0/Action/7", "dynamodb:Scan"), "dynamodb:Scan is too wide"),
    (put(CHAT + "0/Action/7", "dynamodb:*"), "dynamodb:* is too wide"),
    (put(CHAT + "0/Resource/2", "*"), "dynamodb:GetItem on * is too wide"),
    (put(CHAT + "0/Resource/0", {"Fn::Sub": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*"}),
     "may not dynamodb:Query on arn:aws:dynamodb:eu-central-1:123456789012:table/ChatHistory"),
    (put(CHAT + "1/Resource", {"Fn::Sub": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Others"}),
     "table/Others, which is not on the list"),
    (put(CHAT + "2/Resource", {"Fn::Sub": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/Others/index/byName"}),
     "index/byShard"),
    (put(CHAT + "3/Resource/0", {"Fn::Sub": "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*/@connections/*"}),
     "execute-api:ManageConnections"),
    (put(CHAT + "4/Action", ["sqs:SendMessage", "sqs:PurgeQueue"]), "sqs:PurgeQueue"),
    (put(CHAT + "5/Resource/0", {"Fn::Sub": "arn:aws:s3:::${FilesBucket}/*"}), "is too wide"),
    (put(CHAT + "6/Resource", {"Fn::Sub": "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${HistoryTableName}"}),
     "dynamodb:UpdateItem on arn:aws:dynamodb:eu-central-1:123456789012:table/ChatHistory, which is not on the list"),
    (put(CHAT + "7", {**PERMISSION, "NotAction": "iam:PassRole"}), "no plain permission"),
    (put(CHAT + "7", {"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "*"}), "no plain permission"),
    (put(WORKER + "2/Fn::If/2", {**PERMISSION, "Action": "lex:RecognizeText"}), "lex:RecognizeText on Queue"),
    (put(WORKER + "3/Fn::If/0", "HasLex"), "bedrock:InvokeModel on arn:aws:bedrock"),
    (put(RESOURCES + "ApiRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource", {"Fn::Sub": "arn:fn/*"}),
     "may not lambda:InvokeFunction on PasswordFunction.Arn"),
    (put(RESOURCES + "ApiRole/Properties/ManagedPolicyArns/1", "arn:aws:iam::aws:policy/AdministratorAccess"),
     "a policy of somebody else"),
    (put(RESOURCES + "PasswordFunction/Properties/Role", {"Fn::GetAtt": ["ApiRole", "Arn"]}), "share a role"),
    (put(RESOURCES + "PasswordFunction/Properties/Policies", ["AdministratorAccess"]), "policies beside its role"),
    (put(RESOURCES + "Spare", {"Type": "AWS::IAM::Role", "Properties": {}}), "a role that is no function's"),
    (put(RESOURCES + "Spare", {"Type": "AWS::IAM::Policy", "Properties": {}}), "AWS::IAM::Policy is not looked at"),
    (put(RESOURCES + "ApiRole/Properties/AssumeRolePolicyDocument/Statement/0/Principal", {"AWS": "*"}),
     "taken by others than Lambda"),
    (put(RESOURCES + "ApiMayCall/Properties/SourceArn", {"Ref": "AWS::NoValue"}), "who may call"),

    (drop(RESOURCES + "RouteDisconnect"), "the list of routes"),
    (put(RESOURCES + "RouteDefault/Properties/RouteKey", "other"), "the list of routes"),
    (put(RESOURCES + "RouteConnect/Properties/Target", "integrations/Others"), "the target of RouteConnect"),
    (put(RESOURCES + "WebSocketApi/Properties/RouteSelectionExpression", "$request.body.type"), "selects the route"),
    (put(RESOURCES + "Integration/Properties/IntegrationType", "AWS"), "the integration is"),
    (put(RESOURCES + "Integration/Properties/IntegrationUri", {"Fn::GetAtt": ["WorkerFunction", "Arn"]}),
     "what the integration calls"),
    (drop(RESOURCES + "Deployment1/DependsOn/3"), "made before RouteDefault"),
    (drop(STAGE + "DefaultRouteSettings/ThrottlingBurstLimit"), "no ThrottlingBurstLimit"),
    (put(STAGE + "DefaultRouteSettings/DataTraceEnabled", True), "logs what people write"),
    (drop(STAGE + "AccessLogSettings"), "where access is logged"),

    (put("Globals/Function/Runtime", "provided.al2"), "Runtime of ApiFunction"),
    (put(RESOURCES + "WorkerFunction/Properties/CodeUri", "other.zip"), "CodeUri of WorkerFunction"),
    (drop(RESOURCES + "ApiFunction/Properties/Environment/Variables/CHAT_HISTORY_TABLE"), "environment of ApiFunction"),
    (put(RESOURCES + "PasswordFunction/Properties/Environment/Variables/CONFAB_BUCKET", "b"),
     "environment of PasswordFunction"),
    (put(RESOURCES + "ApiFunction/Properties/Timeout", 60), "works on when"),
    (put("Parameters/PasswordMemory/Default", 256), "too little memory"),
    (drop(RESOURCES + "PasswordFunction/Properties/ReservedConcurrentExecutions"), "reserved for passwords"),
    (put(RESOURCES + "Queue/Properties/RedrivePolicy/maxReceiveCount", 30), "what follows on failures"),
    (put(RESOURCES + "Queue/Properties/VisibilityTimeout", 60), "handed out again"),
    (drop(RESOURCES + "DeadLetters/Properties/MessageRetentionPeriod"), "kept no longer"),
    (drop(RESOURCES + "DeadLetters/Properties/SqsManagedSseEnabled"), "DeadLetters is not encrypted"),
    (drop(RESOURCES + "WorkerFunction/Properties/Events/Work/Properties/FunctionResponseTypes"), "failures are told"),
    (put(RESOURCES + "WorkerFunction/Properties/Events/Work/Properties/BatchSize", 10), "behind a slow question"),
    (put(RESOURCES + "WorkerFunction/Properties/Events/Hourly/Properties/Schedule", "rate(1 minute)"),
     "what is done each hour"),
    (put(RESOURCES + "ApiFunction/Properties/Events", {"Url": {"Type": "HttpApi"}}), "called by events"),

    (put(RESOURCES + "ConnectionsTable/Properties/KeySchema/0/AttributeName", "userKey"), "the key of ConnectionsTable"),
    (put(RESOURCES + "ConnectionsTable/Properties/GlobalSecondaryIndexes/0/IndexName", "byName"), "the indexes of"),
    (put(RESOURCES + "ConnectionsTable/Properties/AttributeDefinitions/1/AttributeType", "S"), "the indexes of"),
    (put(RESOURCES + "ConnectionsTable/Properties/GlobalSecondaryIndexes/0/Projection", {"ProjectionType": "KEYS_ONLY"}),
     "what byShard holds"),
    (put(HISTORY + "Properties/KeySchema/1/KeyType", "HASH"), "the key of HistoryTable"),
    (put(HISTORY + "Properties/TableName", "History"), "the name of HistoryTable"),
    (put(HISTORY + "Properties/TimeToLiveSpecification", {"AttributeName": "ttl", "Enabled": True}), "what ends rows"),
    (drop(RESOURCES + "StateTable/Properties/TimeToLiveSpecification"), "what ends rows of StateTable"),
    (put(HISTORY + "Properties/BillingMode", "PROVISIONED"), "the capacity of HistoryTable"),
    (drop(HISTORY + "Properties/PointInTimeRecoverySpecification"), "HistoryTable has no point-in-time recovery"),
    (drop(HISTORY + "Properties/SSESpecification"), "HistoryTable is not encrypted"),
    (drop(HISTORY + "DeletionPolicy"), "DeletionPolicy of HistoryTable"),
    (put(HISTORY + "DeletionPolicy", "Retain"), "DeletionPolicy of HistoryTable"),
    (drop(RESOURCES + "StateTable/UpdateReplacePolicy"), "UpdateReplacePolicy of StateTable"),
    (drop(HISTORY + "Condition"), "the list of tables"),
    (put(RESOURCES + "Spare", {"Type": "AWS::S3::Bucket"}), "the list of buckets"),
    (put(FILES + "PublicAccessBlockConfiguration/BlockPublicPolicy", False), "may be public"),
    (drop(FILES + "BucketEncryption"), "not encrypted"),
    (drop(FILES + "OwnershipControls"), "whose the files are"),
    (put(FILES + "LifecycleConfiguration/Rules/0/Status", "Disabled"), "given up stay"),
    (put(FILES + "LifecycleConfiguration/Rules/1/Prefix", ""), "what ends by itself"),
    (drop(RESOURCES + "FilesBucketPolicy"), "the bucket's policy"),
    (put(RESOURCES + "FilesBucketPolicy/Properties/PolicyDocument/Statement/0/Effect", "Allow"), "the bucket's policy"),

    (drop(RESOURCES + "AccessLog/Properties/RetentionInDays"), "AccessLog keeps logs for ever"),
    (drop(RESOURCES + "WorkerFunction/Properties/LoggingConfig"), "WorkerFunction logs where"),
    (drop("Outputs/Address"), "the outputs"),
    (put("Outputs/Address/Value", "wss://example.org"), "the outputs"),
    (drop("Outputs/HistoryTable"), "the outputs"),
    (drop(RESOURCES + "Budget"), "the budget"),
    (drop(RESOURCES + "Budget/Properties/NotificationsWithSubscribers"), "whom the budget tells"),
    (put(RESOURCES + "Budget/Properties/NotificationsWithSubscribers/0/Notification/Threshold", 800), "and when"),
    (put(RESOURCES + "Budget/Properties/NotificationsWithSubscribers/1/Subscribers", []), "whom the budget tells"),
    (put(RESOURCES + "Budget/Properties/Budget/TimeUnit", "ANNUALLY"), "what the budget is of"),
    (drop("Rules/BudgetIsTold"), "what is refused"),
    (put("Rules/DomainIsCertified/RuleCondition", {"Fn::Equals": ["a", "b"]}), "what is refused"),
    (put("Rules/BudgetIsTold/Assertions/0/Assert", {"Fn::Equals": ["a", "a"]}), "what is refused"),
]

ALARM_BREAKS = [
    (drop(RESOURCES + "WorkerErrors"), "nothing watches AWS/Lambda Errors WorkerFunction"),
    (drop(RESOURCES + "WorkGivenUp"), "nothing watches AWS/SQS ApproximateNumberOfMessagesVisible DeadLetters"),
    (drop(RESOURCES + "TableThrottles/Properties/Metrics/1"), "ThrottleEvents ConnectionsTable"),
    (drop(RESOURCES + "TableFailures"), "SystemErrors HistoryTable/TransactWriteItems"),
    (put(RESOURCES + "PasswordThrottles/Properties/Dimensions/0/Value", "other"), "Throttles other is watched"),
    (put(RESOURCES + "ApiErrors/Properties/TreatMissingData", "breaching"), "makes of no data"),
    (drop(RESOURCES + "ApiErrors/Properties/AlarmActions"), "whom ApiErrors tells"),
    (drop(RESOURCES + "WorkWaits/Properties/OKActions"), "whom WorkWaits tells"),
    (put(RESOURCES + "ApiErrors/Properties/Threshold", 1000), "when ApiErrors is raised"),
    (put(RESOURCES + "WorkWaits/Properties/Threshold", 0), "when WorkWaits is raised"),
    (put(RESOURCES + "TableFailures/Properties/ComparisonOperator", "LessThanThreshold"), "when TableFailures is raised"),
    (put(RESOURCES + "ApiErrors/Properties/EvaluationPeriods", 288), "when ApiErrors is raised"),
    (put(RESOURCES + "WorkGivenUp/Properties/Statistic", "Minimum"), "what WorkGivenUp measures"),
    (put(RESOURCES + "ApiErrors/Properties/Period", 86400), "what ApiErrors measures"),
    (put(RESOURCES + "TableThrottles/Properties/Metrics/1/MetricStat/Stat", "Average"), "what TableThrottles measures"),
    (put(RESOURCES + "TableThrottles/Properties/Metrics/0/Expression", "MIN(METRICS())"), "makes of its metrics"),
    (drop(RESOURCES + "Topic/Properties/Subscription"), "who hears of alarms"),
]


class Readme(unittest.TestCase):
    """What deploy/aws/README.md names is there, and each parameter is named."""

    # Of AWS's command line, in the same form as parameters.
    OTHERS = {"AttributeName", "Enabled", "PointInTimeRecoveryEnabled"}

    def setUp(self):
        self.text = text_of("deploy", "aws", "README.md")
        self.template = read(TEMPLATE)

    def test_parameters(self):
        declared = set(self.template["Parameters"])
        given = set(re.findall(r"\b([A-Z][a-z]\w*)=", self.text)) - self.OTHERS
        self.assertEqual(given - declared, set())
        rows = re.findall(r"^\| (`.*?`) \|", self.text, re.M)
        self.assertEqual({name for row in rows for name in re.findall(r"`(\w+)`", row)} - declared, set())
        self.assertEqual({name for name in declared if not re.search(rf"\b{name}\b", self.text)}, set())

    def test_defaults(self):
        for name, said in (("ChatName", "Confab"), ("Access", "invite"), ("StageName", "prod"), ("LogDays", 30),
                           ("FunctionMemory", 512), ("WorkerConcurrency", 10), ("RequestsPerSecond", 200)):
            row = re.search(rf"^\| .*`{name}`.* \|(.*)\|$", self.text, re.M)
            self.assertIn(str(said), row[1])
            self.assertEqual(self.template["Parameters"][name]["Default"], said)

    def test_other_names(self):
        there = {*self.template["Parameters"], *self.template["Outputs"], *self.template["Resources"],
                 *(one.get("Default") for one in self.template["Parameters"].values())}
        named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z]\w*)?)`", self.text))
        self.assertIn("OwnAddressTarget", named)
        self.assertEqual(named - there, {"Query"})

    def test_commands(self):
        commands = set(re.findall(r'Command\{"([a-z-]+)"_L1', text_of("app", "lambda", "src", "commands.cpp")))
        named = set(re.findall(r"confab-lambda ([a-z-]+)", self.text))
        self.assertIn("owner-code", named)
        self.assertEqual(named - commands, set())


def lint(*paths):
    # Not what is called cfn-lint on the PATH: npm has another program of that name.
    main = "import sys; from cfnlint.runner import main; sys.exit(main())"
    return subprocess.run([sys.executable, "-c", main, *paths], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)


class Template(unittest.TestCase):
    def test_holds_what_it_has_to(self):
        for name, chosen in DEPLOYMENTS.items():
            with self.subTest(name):
                self.assertEqual(problems(read(TEMPLATE), chosen), [])
        for email in ("", "ops@example.org"):
            with self.subTest(email=email):
                self.assertEqual(alarm_problems(read(ALARMS), email), [])

    def test_alarms_are_told_what_they_watch(self):
        given = cloudformation.Stack(read(TEMPLATE), DEPLOYMENTS["with everything"]).properties("Watch")
        self.assertEqual(given["TemplateURL"], os.path.basename(ALARMS))
        self.assertEqual(given["Parameters"], {
            "Api": "WebSocketApi", "StageName": "live", "Queue": "Queue.QueueName",
            "DeadLetters": "DeadLetters.QueueName", "ConnectionsTable": "ChatConnections",
            "HistoryTable": "ChatHistory", "StateTable": "ConfabState", "Email": "ops@example.org",
            **{name: name for name in rules.FUNCTIONS}})
        self.assertEqual(set(given["Parameters"]), set(read(ALARMS)["Parameters"]))
        self.assertNotIn("Watch", cloudformation.Stack(read(TEMPLATE), DEPLOYMENTS["with little"]).resources)

    def test_each_rule_sees_its_break(self):
        whole, alarms = read(TEMPLATE), read(ALARMS)
        for change, wanted in BREAKS:
            with self.subTest(wanted):
                broken = copy.deepcopy(whole)
                change(broken)
                # One that shows it is enough.
                self.assertTrue(any(wanted in said for chosen in DEPLOYMENTS.values()
                                    for said in said_of(broken, chosen)))
        for change, wanted in ALARM_BREAKS:
            with self.subTest(wanted):
                broken = copy.deepcopy(alarms)
                change(broken)
                self.assertIn(wanted, "\n".join(alarm_problems(broken, "ops@example.org")))

    def test_what_the_store_asks_is_permitted(self):
        operation = re.compile(r'"((?:Get|Put|Update|Delete)Item|Query|Scan|Batch\w+Item|Transact\w+Items)"')
        parts = {"TransactWriteItems": ("PutItem", "DeleteItem", "ConditionCheckItem"),
                 "TransactGetItems": ("GetItem",)}
        asked = set()
        for name in sorted(os.listdir(STORE)):
            # Who makes tables and reads them whole comes with permissions of their own.
            if name not in ("create_tables.cpp", "dump.cpp"):
                with open(os.path.join(STORE, name), encoding="utf-8") as file:
                    for found in operation.findall(file.read()):
                        asked.update(parts.get(found, (found,)))
        self.assertIn("ConditionCheckItem", asked)
        defaults = {name: one.get("Default") for name, one in read(TEMPLATE)["Parameters"].items()}
        permitted = {action for action, _ in rules.allowed(defaults)["ApiFunction"]}
        self.assertEqual({one for one in asked if f"dynamodb:{one}" not in permitted}, set())

    def test_what_the_program_reads_is_set(self):
        read_there = set(re.findall(r'u"([A-Z]+_[A-Z_]+)"_s', text_of("app", "lambda", "src", "function_settings.cpp")))
        stack = cloudformation.Stack(read(TEMPLATE), DEPLOYMENTS["with everything"])
        given = {name for function in rules.FUNCTIONS
                 for name in stack.properties(function)["Environment"]["Variables"]}
        # The bootstrap sets the first; the second has its default, the folder of a layer.
        self.assertEqual(read_there - given, {"CONFAB_CA_FILE", "CONFAB_BOTS"})
        self.assertEqual(given - read_there, {"AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI"})

    def test_emulated_tables_have_its_keys(self):
        made = {one["Properties"]["TableName"]: one["Properties"]
                for one in cloudformation.Stack(read(TEMPLATE)).of("AWS::DynamoDB::Table").values()}
        self.assertEqual(set(made), set(dynamo_tables.NAMES.values()))
        for variable, name in dynamo_tables.NAMES.items():
            types = {key: "S" for key in dynamo_tables.KEYS[variable]}
            self.assertEqual(made[name]["KeySchema"], dynamo_tables.schema(types))
            indexes = made[name].get("GlobalSecondaryIndexes", [])
            if indexes:
                wanted = {index: dynamo_tables.schema([key]) for index, (key, _) in dynamo_tables.INDEXES.items()}
                self.assertEqual({one["IndexName"]: one["KeySchema"] for one in indexes}, wanted)
                types |= dict(dynamo_tables.INDEXES.values())
            self.assertEqual({one["AttributeName"]: one["AttributeType"] for one in made[name]["AttributeDefinitions"]},
                             types)

    def test_what_is_not_there_is_not_led_to(self):
        broken = read(TEMPLATE)
        broken["Resources"]["Queue"]["Condition"] = "HasLex"
        with self.assertRaisesRegex(ValueError, "Queue"):
            cloudformation.Stack(broken)

    def test_cfn_lint(self):
        told = lint(TEMPLATE, ALARMS)
        self.assertEqual((told.returncode, told.stdout), (0, ""))
        # It reads them, and with the SAM transform.
        with open(TEMPLATE, encoding="utf-8") as file, tempfile.TemporaryDirectory() as folder:
            broken = os.path.join(folder, "template.yaml")
            with open(broken, "w", encoding="utf-8") as copied:
                copied.write(file.read().replace("MemorySize: !Ref FunctionMemory", "MemorySize: much"))
            told = lint(broken)
            self.assertNotEqual(told.returncode, 0)
            self.assertIn("'much' is not of type 'integer'", told.stdout)


def said_of(template, chosen):
    # What has gone may be led to from elsewhere; only what the rules say counts.
    try:
        return problems(template, chosen)
    except ValueError:
        return []


if __name__ == "__main__":
    unittest.main()
