locals {
  viewer_request = file("${local.edge_dist}/viewer-request.js")

  # A minifier writes 2000 as 2e3 and 10000 as 1e4.
  built_widths = "\\[${join(",", [
    for width in var.width_buckets :
    width % 10000 == 0 ? "(?:${width}|${width / 10000}e4)" : width % 1000 == 0 ? "(?:${width}|${width / 1000}e3)" : tostring(width)
  ])}\\]"

  are_widths_built = length(regexall(local.built_widths, replace(local.viewer_request, "/\\s/", ""))) > 0
}

resource "aws_cloudfront_function" "viewer_request" {
  name    = "${var.name}-viewer-request"
  comment = "Rewrites an image URL to the key of a variant"
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = local.viewer_request

  lifecycle {
    precondition {
      condition     = local.are_widths_built
      error_message = "The functions were built with widths other than width_buckets (${local.width_list}): run WIDTH_BUCKETS=${local.width_list} npm run build:edge, or change width_buckets."
    }
  }
}
