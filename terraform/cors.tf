# With a cors_config in the response headers policy, CloudFront would write Vary itself.
resource "aws_cloudfront_function" "cors" {
  count = var.cors_origin == null ? 0 : 1

  name    = "${var.name}-cors"
  comment = "Lets the scripts of another site read images"
  runtime = "cloudfront-js-2.0"
  publish = true

  code = <<-EOT
    function handler(event) {
      event.response.headers["access-control-allow-origin"] = { value: ${jsonencode(var.cors_origin)} };
      return event.response;
    }
  EOT
}
