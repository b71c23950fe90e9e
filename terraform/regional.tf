# The function that CloudFront asks if the public bucket lacks a variant.
resource "aws_lambda_function" "regional" {
  count = local.is_regional ? 1 : 0

  function_name    = "${var.name}-regional"
  description      = "Cuts a variant that is not in the public bucket yet"
  role             = aws_iam_role.origin_request.arn
  filename         = "${local.edge_dist}/origin-request.zip"
  source_code_hash = filebase64sha256("${local.edge_dist}/origin-request.zip")
  handler          = "index.handler"
  runtime          = "nodejs24.x"
  architectures    = ["x86_64"]
  memory_size      = var.origin_request_memory_mb
  timeout          = 30
  tags             = var.tags

  # The ceiling on cost. -1: the account's limit.
  reserved_concurrent_executions = var.reserved_concurrency == null ? -1 : var.reserved_concurrency

  environment {
    variables = {
      PUBLIC_STORE = local.public_store
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = one(aws_cloudwatch_log_group.regional[*].name)
  }

  depends_on = [aws_iam_role_policy.origin_request]
}

resource "aws_cloudwatch_log_group" "regional" {
  count = local.is_regional ? 1 : 0

  name              = "/aws/lambda/${var.name}-regional"
  retention_in_days = var.log_days
  tags              = var.tags
}

resource "aws_lambda_function_url" "regional" {
  count = local.is_regional ? 1 : 0

  function_name      = aws_lambda_function.regional[0].function_name
  authorization_type = "AWS_IAM"
  invoke_mode        = "BUFFERED"
}

resource "aws_cloudfront_origin_access_control" "regional" {
  count = local.is_regional ? 1 : 0

  name                              = "${var.name}-regional"
  description                       = "Lets CloudFront alone call the function's URL"
  origin_access_control_origin_type = "lambda"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# Function URLs made since October 2025 need both rights.
resource "aws_lambda_permission" "regional" {
  for_each = toset(local.is_regional ? ["InvokeFunctionUrl", "InvokeFunction"] : [])

  statement_id  = "CloudFront${each.value}"
  action        = "lambda:${each.value}"
  function_name = aws_lambda_function.regional[0].function_name
  principal     = "cloudfront.amazonaws.com"
  source_arn    = aws_cloudfront_distribution.images.arn
}
