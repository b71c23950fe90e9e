# An alarm can only notify a topic of its own region. Each topic needs its own e-mail confirmation.
resource "aws_sns_topic" "alarms" {
  for_each = toset([local.region, local.cdn_region])
  region   = each.value

  name = "${var.name}-alarms"
  tags = var.tags
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = aws_sns_topic.alarms
  region   = each.value.region

  topic_arn = each.value.arn
  protocol  = "email"
  endpoint  = var.alert_email
}

# Includes errors of the Lambda that cuts variants.
resource "aws_cloudwatch_metric_alarm" "images" {
  region = local.cdn_region

  alarm_name          = "${var.name}-images-fail"
  tags                = var.tags
  alarm_description   = "More than 1 % of image requests failed for a quarter of an hour"
  namespace           = "AWS/CloudFront"
  metric_name         = "5xxErrorRate"
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.cdn_region].arn]
  ok_actions          = [aws_sns_topic.alarms[local.cdn_region].arn]

  dimensions = {
    DistributionId = aws_cloudfront_distribution.images.id
    Region         = "Global"
  }
}

resource "aws_cloudwatch_metric_alarm" "viewer_request" {
  for_each = toset(["FunctionExecutionErrors", "FunctionValidationErrors", "FunctionThrottles"])
  region   = local.cdn_region

  alarm_name          = "${var.name}-viewer-request-${each.value}"
  tags                = var.tags
  alarm_description   = "The function that reads image addresses failed"
  namespace           = "AWS/CloudFront"
  metric_name         = each.value
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.cdn_region].arn]

  dimensions = {
    FunctionName = aws_cloudfront_function.viewer_request.name
    Region       = "Global"
  }
}

resource "aws_cloudwatch_metric_alarm" "validate" {
  for_each = {
    Errors             = "The function that publishes photos failed; it tries each photo three times"
    AsyncEventsDropped = "A photo failed three times: it stays unpublished until it is uploaded again"
  }

  alarm_name          = "${var.name}-validate-${each.key}"
  tags                = var.tags
  alarm_description   = each.value
  namespace           = "AWS/Lambda"
  metric_name         = each.key
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.region].arn]

  dimensions = {
    FunctionName = aws_lambda_function.validate.function_name
  }
}

# A budget warns after hours, these after minutes.
resource "aws_cloudwatch_metric_alarm" "requests" {
  region = local.cdn_region

  alarm_name          = "${var.name}-requests"
  tags                = var.tags
  alarm_description   = "Many more requests for images than usual; how to switch off: terraform/README.md"
  namespace           = "AWS/CloudFront"
  metric_name         = "Requests"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_requests
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.cdn_region].arn]

  dimensions = {
    DistributionId = aws_cloudfront_distribution.images.id
    Region         = "Global"
  }
}

# Lambda@Edge counts in the region in which it runs, so no alarm can watch all of it.
resource "aws_cloudwatch_metric_alarm" "invocations" {
  for_each = toset(concat([aws_lambda_function.validate.function_name], aws_lambda_function.regional[*].function_name))

  alarm_name          = "${each.value}-invocations"
  tags                = var.tags
  alarm_description   = "The function ran much more often than usual; how to switch off: terraform/README.md"
  namespace           = "AWS/Lambda"
  metric_name         = "Invocations"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.alarm_invocations
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.region].arn]

  dimensions = {
    FunctionName = each.value
  }
}

resource "aws_cloudwatch_metric_alarm" "throttles" {
  count = local.is_regional ? 1 : 0

  alarm_name          = "${var.name}-regional-throttles"
  tags                = var.tags
  alarm_description   = "More images had to be cut at once than reserved_concurrency allows: visitors saw gaps"
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms[local.region].arn]

  dimensions = {
    FunctionName = aws_lambda_function.regional[0].function_name
  }
}

resource "aws_budgets_budget" "monthly" {
  name         = "${var.name}-monthly"
  tags         = var.tags
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.alert_email]
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = [var.alert_email]
  }
}
