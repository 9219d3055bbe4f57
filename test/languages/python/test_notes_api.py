"""The packed library in a Python app: what every jsii language sees."""
import json
import os
import tempfile
import unittest

import aws_cdk as cdk
import jsii
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk.assertions import Match, Template
from cdk_notes_api import (
    NotesApi, NotesAuthorization, NotesFunctionOptions, NotesMonitoringOptions, NotesOperation, NotesTimeBudget,
)


class NotesApiTest(unittest.TestCase):
    def setUp(self):
        self.app = cdk.App(outdir=tempfile.mkdtemp())
        self.stack = cdk.Stack(self.app, "Stack")

    def test_synthesises_with_the_bundle_of_the_package(self):
        NotesApi(self.stack, "Notes")
        assembly = self.app.synth()
        template = assembly.get_stack_by_name("Stack").template
        functions = [r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::Function"]
        self.assertEqual(
            sorted(f["Handler"] for f in functions),
            ["index.createNote", "index.deleteNote", "index.getNote", "index.listNotes", "index.updateNote"],
        )
        asset = functions[0]["Code"]["S3Key"].removesuffix(".zip")
        self.assertTrue(os.path.exists(os.path.join(assembly.directory, f"asset.{asset}", "index.mjs")))

    def test_finds_functions_by_operation(self):
        notes = NotesApi(self.stack, "Notes", operations=[NotesOperation.GET], authorization=NotesAuthorization.none())
        self.assertEqual(list(notes.functions), ["GET"])
        self.assertIsNotNone(notes.functions[NotesOperation.GET.value].function_arn)

    def test_describes_itself_in_openapi(self):
        notes = NotesApi(self.stack, "Notes", operations=[NotesOperation.LIST], require_if_match=True)
        self.assertEqual(list(json.loads(notes.open_api_document)["paths"]), ["/notes/{userId}"])

    def test_takes_a_time_budget_and_function_options(self):
        NotesApi(
            self.stack,
            "Notes",
            time_budget=NotesTimeBudget(max_attempts=2),
            function_options=NotesFunctionOptions(timeout=cdk.Duration.seconds(5), environment={"STAGE": "test"}),
            function_options_by_operation={"LIST": NotesFunctionOptions(memory_size=512)},
        )
        template = Template.from_stack(self.stack)
        template.all_resources_properties("AWS::Lambda::Function", {"Timeout": 5})
        template.has_resource_properties(
            "AWS::Lambda::Function",
            {"Handler": "index.listNotes", "MemorySize": 512, "Environment": {"Variables": {"STAGE": "test", "TIME_BUDGET": '{"maxAttempts":2}'}}},
        )

    def test_keeps_notes_in_a_table_in_a_vpc_and_is_watched(self):
        key = {"partition_key": dynamodb.Attribute(name="PK", type=dynamodb.AttributeType.STRING),
               "sort_key": dynamodb.Attribute(name="SK", type=dynamodb.AttributeType.STRING)}
        notes = NotesApi(
            self.stack,
            "Notes",
            table=dynamodb.Table(self.stack, "Table", time_to_live_attribute="expiresAt", **key),
            vpc=ec2.Vpc(self.stack, "Vpc"),
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS),
            monitoring=NotesMonitoringOptions(topics=[sns.Topic(self.stack, "Topic")], dashboard=False),
            access_logs=True,
        )
        self.assertIn("ServerErrors", notes.alarms)
        self.assertIsNone(notes.dashboard)
        template = Template.from_stack(self.stack)
        template.resource_count_is("AWS::DynamoDB::GlobalTable", 0)
        template.resource_count_is("AWS::CloudWatch::Alarm", 6)
        template.all_resources_properties("AWS::Lambda::Function", {"VpcConfig": Match.any_value()})

    def test_is_reached_by_property_injection(self):
        @jsii.implements(cdk.IPropertyInjector)
        class HouseRules:
            @property
            def construct_unique_id(self):
                return NotesApi.PROPERTY_INJECTION_ID

            def inject(self, original_props, *, scope, id):
                return {**original_props, "requireIfMatch": True}

        cdk.PropertyInjectors.of(self.stack).add(HouseRules())
        NotesApi(self.stack, "Notes", tracing=False)
        functions = Template.from_stack(self.stack).find_resources("AWS::Lambda::Function")
        required = [f["Properties"]["Environment"]["Variables"].get("REQUIRE_IF_MATCH") for f in functions.values()]
        self.assertEqual(required.count("true"), 2)
        self.assertFalse(any("TracingConfig" in f["Properties"] for f in functions.values()))

    def test_lets_browsers_in_and_limits_requests(self):
        NotesApi(self.stack, "Notes", cors_origins=["https://notes.example.com"], throttle=apigateway.ThrottleSettings(rate_limit=5))
        template = Template.from_stack(self.stack)
        template.resource_properties_count_is("AWS::ApiGateway::Method", {"HttpMethod": "OPTIONS"}, 2)
        settings = [{"ThrottlingRateLimit": 5, "ThrottlingBurstLimit": 200, "HttpMethod": "*", "ResourcePath": "/*"}]
        template.has_resource_properties("AWS::ApiGateway::Stage", {"MethodSettings": settings})

    def test_is_mounted_on_an_api(self):
        api = apigateway.RestApi(self.stack, "Shop", cloud_watch_role=False)
        notes = NotesApi(self.stack, "Notes", mount_on=api.root.add_resource("v1"))
        self.assertEqual(notes.mount_path, "/v1")
        Template.from_stack(self.stack).resource_count_is("AWS::ApiGateway::RestApi", 1)

    def test_grants_and_measures_an_imported_api(self):
        notes = NotesApi.from_notes_api_attributes(
            self.stack, "Notes", rest_api_id="api123", rest_api_name="notes", url="https://example.com/"
        )
        role = iam.Role(self.stack, "Caller", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        notes.grants.invoke(role, NotesOperation.GET)
        self.assertEqual(notes.metric_latency(statistic="p99").statistic, "p99")
        self.assertIn("/prod/GET/notes/*/?*", json.dumps(Template.from_stack(self.stack).to_json()))

    def test_refuses_a_prop_with_its_name_and_value(self):
        with self.assertRaisesRegex(Exception, r'"operations" is \[\]: leave it out for all operations'):
            NotesApi(self.stack, "Notes", operations=[])


if __name__ == "__main__":
    unittest.main()
