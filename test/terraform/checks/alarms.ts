import { blocksOf, type Module } from "../parse-module.ts";
import { hcl } from "./expressions.ts";
import { bodyOf, resourcesOf } from "./resolve.ts";

/** Finds alarms that would notify nobody, and alarms that watch the wrong thing. */
export function alarmProblems(module: Module): readonly string[] {
	const alarms = resourcesOf(module, "aws_cloudwatch_metric_alarm");
	const subscription = bodyOf(module, "aws_sns_topic_subscription", "alarms");
	const notifications = resourcesOf(module, "aws_budgets_budget").flatMap(({ body }) =>
		blocksOf(body, "notification"),
	);
	return [
		...(alarms.length > 0 ? [] : ["there are no alarms"]),
		...alarms.flatMap(({ name, body }) => {
			// CloudFront reports to one region, and a topic accepts only alarms of its own region.
			const isCdn = body.namespace === "AWS/CloudFront";
			const region = isCdn ? "cdn_region" : "region";
			const action = JSON.stringify([hcl(`aws_sns_topic.alarms[local.${region}].arn`)]);
			return [
				...(JSON.stringify(body.alarm_actions) === action ? [] : [`${name} notifies nobody`]),
				...(body.region === (isCdn ? hcl("local.cdn_region") : undefined)
					? []
					: [`${name} watches the wrong region`]),
				...(body.treat_missing_data === "notBreaching"
					? []
					: [`${name} fires when there are no requests`]),
			];
		}),
		...(subscription.endpoint === hcl("var.alert_email")
			? []
			: ["nobody subscribes to the alarms"]),
		...(notifications.some(
			({ subscriber_email_addresses: to }) => Array.isArray(to) && to.length > 0,
		)
			? []
			: ["the budget notifies nobody"]),
	];
}
