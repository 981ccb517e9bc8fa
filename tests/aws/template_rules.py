# SPDX-License-Identifier: GPL-3.0-or-later
"""What deploy/aws/template.yaml has to hold. Each rule takes a cloudformation.Stack and yields a sentence for each
thing that is not so."""

from cloudformation import ACCOUNT, REGION

FUNCTIONS = {"ApiFunction": "api", "WorkerFunction": "worker", "PasswordFunction": "passwords"}
ROUTES = {"$connect", "$disconnect", "sendMessage", "$default"}


def listed(value):
    return value if isinstance(value, list) else [value]


def differs(what, found, wanted):
    if found != wanted:
        yield f"{what} is {found!r}, not {wanted!r}"


# --- what each function may do -------------------------------------------------------------------------------------

def allowed(parameters):
    """All that each function may do: {function: {(action, resource)}}."""
    def table(parameter, index=""):
        return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{parameters[parameter]}{index}"

    stored = ("dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
              "dynamodb:GetItem", "dynamodb:PutItem")
    api = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:WebSocketApi/{parameters['StageName']}"
    bucket = f"arn:aws:s3:::{parameters['FilesBucketName'] or 'FilesBucket'}"
    chat = {(action, table(name)) for action in stored
            for name in ("ConnectionsTableName", "HistoryTableName", "StateTableName")}
    chat |= {("dynamodb:Query", table("HistoryTableName")), ("dynamodb:Query", table("StateTableName")),
             ("dynamodb:Query", table("ConnectionsTableName", "/index/byShard")),
             ("execute-api:ManageConnections", f"{api}/POST/@connections/*"),
             ("execute-api:ManageConnections", f"{api}/DELETE/@connections/*"),
             ("sqs:SendMessage", "Queue.Arn"), ("dynamodb:UpdateItem", table("StateTableName"))}
    chat |= {(action, f"{bucket}/{folder}/*") for action in ("s3:DeleteObject", "s3:GetObject", "s3:PutObject")
             for folder in ("files", "incoming")}

    def logs(group):
        return {(action, f"{group}.Arn") for action in ("logs:CreateLogStream", "logs:PutLogEvents")}

    worker = chat | logs("WorkerLog") | {
        (action, "Queue.Arn") for action in ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage",
                                             "sqs:GetQueueAttributes", "sqs:ReceiveMessage")}
    if parameters["LexBotId"]:
        alias = f"arn:aws:lex:{REGION}:{ACCOUNT}:bot-alias/{parameters['LexBotId']}/{parameters['LexBotAliasId']}"
        worker |= {("lex:RecognizeText", alias), ("lex:DeleteSession", alias)}
    if parameters["BedrockModelId"]:
        worker.add(("bedrock:InvokeModel",
                    f"arn:aws:bedrock:{REGION}::foundation-model/{parameters['BedrockModelId']}"))
    return {"ApiFunction": chat | logs("ApiLog") | {("lambda:InvokeFunction", "PasswordFunction.Arn")},
            "WorkerFunction": worker,
            "PasswordFunction": logs("PasswordLog")}


# Ends of a resource behind which there is what nobody can name beforehand.
OPEN_ENDS = ("/@connections/*", "/files/*", "/incoming/*")


def permissions(stack, parameters):
    wanted = allowed(parameters)
    roles = [stack.properties(name).get("Role", "") for name in FUNCTIONS]
    if len(set(roles)) != len(FUNCTIONS):
        yield "two functions share a role"
    if set(stack.of("AWS::IAM::Role")) != {role.removesuffix(".Arn") for role in roles}:
        yield "there is a role that is no function's"
    for kind in sorted({resource["Type"] for resource in stack.resources.values()}):
        if kind.startswith("AWS::IAM::") and kind not in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
            yield f"{kind} is not looked at here"
    for function, role in zip(FUNCTIONS, roles):
        if "Policies" in stack.properties(function):
            yield f"{function} has policies beside its role"
        found = set()
        documents, problems = documents_of(stack, role.removesuffix(".Arn"))
        yield from problems
        for statement in (one for document in documents for one in document["Statement"]):
            if set(statement) - {"Sid"} != {"Effect", "Action", "Resource"} or statement["Effect"] != "Allow":
                yield f"{role}: a statement is no plain permission: {statement}"
                continue
            found |= {(action, resource) for action in listed(statement["Action"])
                      for resource in listed(statement["Resource"])}
        for action, resource in sorted(found - wanted[function]):
            yield f"{function} may {action} on {resource}, which is not on the list"
        for action, resource in sorted(wanted[function] - found):
            yield f"{function} may not {action} on {resource}"
        for action, resource in sorted(found):
            if "*" in action or action.endswith(":Scan"):
                yield f"{function}: {action} is too wide"
            open_end = next((end for end in OPEN_ENDS if resource.endswith(end)), "")
            if "*" in resource.removesuffix(open_end):
                yield f"{function}: {action} on {resource} is too wide"


def documents_of(stack, role):
    properties = stack.properties(role)
    problems = []
    trust = properties.get("AssumeRolePolicyDocument", {}).get("Statement", [])
    if [(one.get("Principal"), one.get("Action")) for one in trust] != \
            [({"Service": "lambda.amazonaws.com"}, "sts:AssumeRole")]:
        problems.append(f"{role} can be taken by others than Lambda")
    documents = [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    for policy in properties.get("ManagedPolicyArns", []):
        if policy in stack.of("AWS::IAM::ManagedPolicy"):
            documents.append(stack.properties(policy)["PolicyDocument"])
        else:
            problems.append(f"{role} has a policy of somebody else: {policy}")
    return documents, problems


def callers(stack, parameters):
    api = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:WebSocketApi/{parameters['StageName']}/*"
    found = [(one["Properties"]["FunctionName"], one["Properties"]["Principal"], one["Properties"].get("SourceArn"))
             for one in stack.of("AWS::Lambda::Permission").values()]
    yield from differs("who may call the functions from outside", found,
                       [("ApiFunction", "apigateway.amazonaws.com", api)])


# --- the API -------------------------------------------------------------------------------------------------------

def routes(stack, parameters):
    api = stack.properties("WebSocketApi")
    yield from differs("the protocol", api.get("ProtocolType"), "WEBSOCKET")
    yield from differs("what selects the route", api.get("RouteSelectionExpression"), "$request.body.action")
    found = stack.of("AWS::ApiGatewayV2::Route")
    keys = [route["Properties"]["RouteKey"] for route in found.values()]
    yield from differs("the list of routes", sorted(keys), sorted(ROUTES))
    for name, route in found.items():
        yield from differs(f"the target of {name}", route["Properties"].get("Target"), "integrations/Integration")
    integration = stack.properties("Integration")
    yield from differs("the integration", integration.get("IntegrationType"), "AWS_PROXY")
    yield from differs("what the integration calls", integration.get("IntegrationUri"),
                       f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/ApiFunction.Arn/invocations")
    (deployment, deployed), = stack.of("AWS::ApiGatewayV2::Deployment").items()
    missing = set(found) - set(listed(deployed.get("DependsOn", [])))
    if missing:
        yield f"the deployment may be made before {', '.join(sorted(missing))}"
    stage = stack.properties("Stage")
    yield from differs("the stage's deployment", stage.get("DeploymentId"), deployment)
    settings = stage.get("DefaultRouteSettings", {})
    for setting in ("ThrottlingRateLimit", "ThrottlingBurstLimit"):
        if not int(settings.get(setting, 0)) > 0:
            yield f"the stage has no {setting}"
    if settings.get("LoggingLevel") != "OFF" or settings.get("DataTraceEnabled") is not False:
        yield "the stage logs what people write"
    logged = stage.get("AccessLogSettings", {})
    if parameters["AccessLogs"] == "yes":
        yield from differs("where access is logged", logged.get("DestinationArn"),
                           f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:AccessLog")
        if "\n" in logged.get("Format", "\n"):
            yield "the line of the access log is none"
    elif logged:
        yield "access is logged all the same"


# --- the functions -------------------------------------------------------------------------------------------------

def functions(stack, parameters):
    yield from differs("the list of functions", set(stack.of("AWS::Serverless::Function")), set(FUNCTIONS))
    for name in FUNCTIONS:
        properties = stack.properties(name)
        for key, wanted in (("Runtime", "provided.al2023"), ("Handler", "bootstrap"), ("Architectures", ["x86_64"]),
                            ("CodeUri", "../../build/release/confab-lambda.zip")):
            yield from differs(f"{key} of {name}", properties.get(key), wanted)
        layers = [parameters["BotsLayerArn"]] if parameters["BotsLayerArn"] and name != "PasswordFunction" else None
        yield from differs(f"the layers of {name}", properties.get("Layers"), layers)
        yield from differs(f"the environment of {name}", properties.get("Environment", {}).get("Variables"),
                           environment(name, parameters))
    if stack.properties("ApiFunction").get("Timeout", 0) > 29:
        yield "ApiFunction works on when API Gateway has given up"
    passwords = stack.properties("PasswordFunction")
    if passwords.get("MemorySize", 0) < 512:
        yield "PasswordFunction has too little memory"
    yield from differs("what is reserved for passwords", passwords.get("ReservedConcurrentExecutions"),
                       parameters["PasswordConcurrency"] or None)


def environment(function, parameters):
    if function == "PasswordFunction":
        return {"CONFAB_ROLE": "passwords"}
    values = {"CONFAB_ROLE": FUNCTIONS[function],
              "CONFAB_NAME": parameters["ChatName"],
              "CONFAB_ACCESS": parameters["Access"],
              "WEBSOCKET_TABLE": "ConnectionsTable",
              "CHAT_HISTORY_TABLE": "HistoryTable" if parameters["MakeHistoryTable"] == "yes"
                                    else parameters["HistoryTableName"],
              "CONFAB_TABLE_STATE": "StateTable" if parameters["MakeStateTable"] == "yes"
                                    else parameters["StateTableName"],
              "CONFAB_BUCKET": parameters["FilesBucketName"] or "FilesBucket",
              "CONFAB_QUEUE_URL": "Queue",
              "CONFAB_HOTEL_DESK": parameters["HotelDesk"],
              "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI":
                  f"https://WebSocketApi.execute-api.{REGION}.amazonaws.com/{parameters['StageName']}"}
    if function == "ApiFunction":
        values["CONFAB_PASSWORD_FUNCTION"] = "PasswordFunction"
        values["CONFAB_BOT_PER_DAY"] = parameters["BotPerDay"]
    if parameters["LexBotId"]:
        values |= {"LEX_BOT_ID": parameters["LexBotId"], "LEX_BOT_ALIAS_ID": parameters["LexBotAliasId"],
                   "LEX_LOCALE_ID": parameters["LexLocaleId"], "CONFAB_LEX_NAME": parameters["LexName"]}
    if parameters["BedrockModelId"]:
        values |= {"CONFAB_BEDROCK_MODEL": parameters["BedrockModelId"],
                   "CONFAB_BEDROCK_NAME": parameters["BedrockName"],
                   "CONFAB_BEDROCK_PROMPT": parameters["BedrockPrompt"]}
    return values


def queue(stack, parameters):
    work, dead = stack.properties("Queue"), stack.properties("DeadLetters")
    worker = stack.properties("WorkerFunction")
    yield from differs("what follows on failures", work.get("RedrivePolicy"),
                       {"deadLetterTargetArn": "DeadLetters.Arn", "maxReceiveCount": 3})
    if work.get("VisibilityTimeout", 0) < 6 * worker.get("Timeout", 0):
        yield "work is handed out again while a worker is at it"
    if not work.get("MessageRetentionPeriod", 0) < dead.get("MessageRetentionPeriod", 0):
        yield "what failed is kept no longer than what waits"
    for name, properties in (("Queue", work), ("DeadLetters", dead)):
        if properties.get("SqsManagedSseEnabled") is not True:
            yield f"{name} is not encrypted"
    events = [event for name in FUNCTIONS for event in stack.properties(name).get("Events", {}).values()]
    yield from differs("what is called by events", [event["Type"] for event in events], ["SQS", "Schedule"])
    source, hourly = (worker.get("Events", {}).get(name, {}).get("Properties", {}) for name in ("Work", "Hourly"))
    yield from differs("what is done each hour", hourly,
                       {"Schedule": "rate(1 hour)", "Input": '{"confab": "tidy"}'})
    yield from differs("where work comes from", source.get("Queue"), "Queue.Arn")
    yield from differs("what stands behind a slow question", source.get("BatchSize"), 1)
    yield from differs("how failures are told", source.get("FunctionResponseTypes"), ["ReportBatchItemFailures"])


# --- what is stored ------------------------------------------------------------------------------------------------

# Name: parameter, keys, indexes and their keys, the attribute that ends a row, whether it outlives the stack.
TABLES = {
    "ConnectionsTable": ("ConnectionsTableName", ["connectionId:S:HASH"],
                         {"byShard": ["shard:N:HASH"]}, "ttl", False),
    "HistoryTable": ("HistoryTableName", ["chatId:S:HASH", "timestamp:S:RANGE"], {}, None, True),
    "StateTable": ("StateTableName", ["pk:S:HASH", "sk:S:RANGE"], {}, "ttl", True),
}


def tables(stack, parameters):
    made = {"ConnectionsTable"}
    made |= {name for name, choice in (("HistoryTable", "MakeHistoryTable"), ("StateTable", "MakeStateTable"))
             if parameters[choice] == "yes"}
    yield from differs("the list of tables", set(stack.of("AWS::DynamoDB::Table")), made)
    for name in sorted(made & set(stack.resources)):
        parameter, keys, indexes, ends, stays = TABLES[name]
        properties = stack.properties(name)
        types = {one["AttributeName"]: one["AttributeType"] for one in properties["AttributeDefinitions"]}

        def spelt(schema):
            return [f"{one['AttributeName']}:{types.get(one['AttributeName'])}:{one['KeyType']}" for one in schema]

        yield from differs(f"the name of {name}", properties.get("TableName"), parameters[parameter])
        yield from differs(f"the key of {name}", spelt(properties["KeySchema"]), keys)
        found = {one["IndexName"]: one for one in properties.get("GlobalSecondaryIndexes", [])}
        yield from differs(f"the indexes of {name}",
                           {index: spelt(one["KeySchema"]) for index, one in found.items()}, indexes)
        for index, one in found.items():
            yield from differs(f"what {index} holds", one["Projection"], {"ProjectionType": "ALL"})
        yield from differs(f"the capacity of {name}", properties.get("BillingMode"), "PAY_PER_REQUEST")
        yield from differs(f"what ends rows of {name}", properties.get("TimeToLiveSpecification"),
                           {"AttributeName": ends, "Enabled": True} if ends else None)
        if properties.get("PointInTimeRecoverySpecification") != {"PointInTimeRecoveryEnabled": True}:
            yield f"{name} has no point-in-time recovery"
        if properties.get("SSESpecification", {}).get("SSEEnabled") is not True:
            yield f"{name} is not encrypted by a key of the account"
        yield from stays_behind(stack, name, stays)


def stays_behind(stack, name, stays):
    # What a first deployment made that failed would be in the way of the next one.
    for policy, kept in (("DeletionPolicy", "RetainExceptOnCreate"), ("UpdateReplacePolicy", "Retain")):
        yield from differs(f"{policy} of {name}", stack.resources[name].get(policy, "Delete"),
                           kept if stays else "Delete")


def bucket(stack, parameters):
    yield from differs("the list of buckets", list(stack.of("AWS::S3::Bucket")),
                       [] if parameters["FilesBucketName"] else ["FilesBucket"])
    if "FilesBucket" not in stack.resources:
        return
    properties = stack.properties("FilesBucket")
    yield from stays_behind(stack, "FilesBucket", True)
    block = properties.get("PublicAccessBlockConfiguration", {})
    for one in ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"):
        if block.get(one) is not True:
            yield f"the bucket may be public: {one}"
    if "BucketEncryption" not in properties:
        yield "the bucket is not encrypted"
    yield from differs("whose the files are", properties.get("OwnershipControls"),
                       {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]})
    rules = [rule for rule in properties.get("LifecycleConfiguration", {}).get("Rules", [])
             if rule.get("Status") == "Enabled"]
    if not any("AbortIncompleteMultipartUpload" in rule for rule in rules):
        yield "parts of uploads that were given up stay"
    ends = [(rule.get("Prefix"), rule["ExpirationInDays"]) for rule in rules if "ExpirationInDays" in rule]
    yield from differs("what ends by itself", ends, [("incoming/", 1)])
    policies = [one["Properties"] for one in stack.of("AWS::S3::BucketPolicy").values()]
    statements = [statement for policy in policies for statement in policy["PolicyDocument"]["Statement"]]
    # A denial may be as wide as it likes.
    yield from differs("the bucket's policy", [(one["Effect"], one.get("Condition")) for one in statements],
                       [("Deny", {"Bool": {"aws:SecureTransport": "false"}})])
    for one in statements:
        yield from differs("what is denied", (one.get("Principal"), one.get("Action"), one.get("Resource")),
                           ("*", "s3:*", ["arn:aws:s3:::FilesBucket", "arn:aws:s3:::FilesBucket/*"]))


# --- what is seen --------------------------------------------------------------------------------------------------

def logs(stack, parameters):
    groups = stack.of("AWS::Logs::LogGroup")
    for name, group in groups.items():
        if not group["Properties"].get("RetentionInDays"):
            yield f"{name} keeps logs for ever"
    for name in FUNCTIONS:
        group = stack.properties(name).get("LoggingConfig", {}).get("LogGroup")
        if group not in groups:
            yield f"{name} logs where nobody has bounded it"


def outputs(stack, parameters):
    values = {name: output["Value"] for name, output in stack.outputs.items()}
    wanted = {"Address": f"wss://WebSocketApi.execute-api.{REGION}.amazonaws.com/{parameters['StageName']}",
              "ConnectionsTable": parameters["ConnectionsTableName"],
              "HistoryTable": parameters["HistoryTableName"],
              "StateTable": parameters["StateTableName"],
              "FilesBucket": parameters["FilesBucketName"] or "FilesBucket",
              "DeadLetters": "DeadLetters",
              "ApiLog": "ApiLog"}
    if parameters["DomainName"]:
        wanted |= {"OwnAddress": f"wss://{parameters['DomainName']}", "OwnAddressTarget": "Domain.RegionalDomainName"}
    yield from differs("the outputs", values, wanted)


def money(stack, parameters):
    budgets = [one["Properties"]["Budget"]["BudgetLimit"] for one in stack.of("AWS::Budgets::Budget").values()]
    wanted = parameters["MonthlyBudget"]
    yield from differs("the budget", budgets, [{"Amount": wanted, "Unit": "USD"}] if wanted else [])
    told = [{"Notification": {"NotificationType": kind, "ComparisonOperator": "GREATER_THAN", "Threshold": share,
                              "ThresholdType": "PERCENTAGE"},
             "Subscribers": [{"SubscriptionType": "EMAIL", "Address": parameters["AlarmEmail"]}]}
            for kind, share in (("ACTUAL", 80), ("FORECASTED", 100))]
    for budget in stack.of("AWS::Budgets::Budget").values():
        kind = budget["Properties"]["Budget"]
        yield from differs("what the budget is of", (kind.get("BudgetType"), kind.get("TimeUnit")), ("COST", "MONTHLY"))
        yield from differs("whom the budget tells, and when", budget["Properties"].get("NotificationsWithSubscribers"),
                           told)


def choices(stack, parameters):
    """Parameters that make no sense together are refused before anything is made."""
    wanted = []
    if parameters["MonthlyBudget"] and not parameters["AlarmEmail"]:
        wanted.append("A MonthlyBudget needs an AlarmEmail")
    if parameters["DomainName"] and not parameters["CertificateArn"]:
        wanted.append("A DomainName needs a CertificateArn")
    yield from differs("what is refused", stack.refused, wanted)


# Above which an alarm is raised: one is enough where nothing stands here.
LIMITS = {"AWS/ApiGateway IntegrationError": 10, "AWS/SQS ApproximateAgeOfOldestMessage": 60}


def bounds(name, properties):
    """When one alarm is raised."""
    summed = [one["MetricStat"] for one in properties.get("Metrics", []) if "MetricStat" in one]
    metric = summed[0]["Metric"] if summed else properties
    limit = LIMITS.get(f"{metric['Namespace']} {metric['MetricName']}", 0)
    yield from differs(f"when {name} is raised",
                       tuple(properties.get(key) for key in ("ComparisonOperator", "Threshold", "EvaluationPeriods")),
                       ("GreaterThanThreshold", limit, 1))
    measured = {(one.get("Stat"), one.get("Period")) for one in summed} or \
        {(properties.get("Statistic"), properties.get("Period"))}
    yield from differs(f"what {name} measures", measured,
                       {("Maximum" if metric["Namespace"] == "AWS/SQS" else "Sum", 300)})
    if summed:
        shown = [one.get("Expression") for one in properties["Metrics"] if one.get("ReturnData", True)]
        yield from differs(f"what {name} makes of its metrics", shown, ["SUM(METRICS())"])


def alarms(stack, parameters):
    """Of deploy/aws/alarms.yaml: each parameter of it stands for what it names."""
    watched = set()
    for name, alarm in stack.of("AWS::CloudWatch::Alarm").items():
        properties = alarm["Properties"]
        metrics = [one["MetricStat"]["Metric"] for one in properties.get("Metrics", []) if "MetricStat" in one] or \
            [properties]
        if len(properties.get("Metrics", [])) > 10 + 1:
            yield f"{name} looks at more than ten metrics"
        for metric in metrics:
            dimensions = "/".join(one["Value"] for one in metric["Dimensions"])
            watched.add(f"{metric['Namespace']} {metric['MetricName']} {dimensions}")
        yield from differs(f"what {name} makes of no data", properties.get("TreatMissingData"), "notBreaching")
        for change in ("AlarmActions", "OKActions"):
            yield from differs(f"whom {name} tells by {change}", properties.get(change),
                               ["Topic"] if parameters["Email"] else None)
        yield from bounds(name, properties)
    yield from differs("who hears of alarms", stack.properties("Topic").get("Subscription"),
                       [{"Protocol": "email", "Endpoint": parameters["Email"]}] if parameters["Email"] else None)
    wanted = {f"AWS/Lambda {metric} {function}" for metric in ("Errors", "Throttles") for function in FUNCTIONS}
    wanted |= {"AWS/ApiGateway IntegrationError Api/StageName", "AWS/ApiGateway ExecutionError Api/StageName",
               "AWS/SQS ApproximateAgeOfOldestMessage Queue",
               "AWS/SQS ApproximateNumberOfMessagesVisible DeadLetters"}
    for table in TABLES:
        wanted |= {f"AWS/DynamoDB {kind}ThrottleEvents {table}" for kind in ("Read", "Write")}
        writes = "PutItem" if table == "ConnectionsTable" else "TransactWriteItems"
        wanted |= {f"AWS/DynamoDB SystemErrors {table}/{operation}" for operation in ("GetItem", "Query", writes)}
    wanted |= {f"AWS/DynamoDB {kind}ThrottleEvents ConnectionsTable/byShard" for kind in ("Read", "Write")}
    for one in sorted(wanted - watched):
        yield f"nothing watches {one}"
    for one in sorted(watched - wanted):
        yield f"{one} is watched, which is not on the list"


RULES = (permissions, callers, routes, functions, queue, tables, bucket, logs, outputs, money, choices)
