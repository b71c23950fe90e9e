data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.region

  # Everything attached to a CloudFront distribution must be in this region.
  cdn_region = "us-east-1"

  edge_dist      = "${path.module}/../edge/dist"
  is_regional    = var.compute == "regional"
  has_own_domain = var.image_domain != null
  key_prefix     = var.prefix == "" ? "" : "${var.prefix}/"

  width_list   = join(",", var.width_buckets)
  media_store  = "s3://${join("/", compact([aws_s3_bucket.media.bucket, var.prefix]))}"
  public_store = "s3://${join("/", compact([aws_s3_bucket.public.bucket, var.prefix]))}"

  originals     = "${aws_s3_bucket.media.arn}/${local.key_prefix}originals/*"
  verdicts      = "${aws_s3_bucket.media.arn}/${local.key_prefix}verdicts/*"
  trash_marks   = "${aws_s3_bucket.media.arn}/${local.key_prefix}trash/*"
  all_media     = "${aws_s3_bucket.media.arn}/${local.key_prefix}*"
  public_photos = "${aws_s3_bucket.public.arn}/${local.key_prefix}photos/*"
  masters       = "${local.public_photos}/master"
  mezzanines    = "${local.public_photos}/mezzanine-*"
  variants      = "${local.public_photos}/w*"

  # Regions without Origin Shield, and the next region that has it (CloudFront Developer Guide, "Choosing
  # the AWS Region for Origin Shield").
  next_origin_shield = {
    af-south-1     = "eu-west-1"
    ap-east-1      = "ap-southeast-1"
    ap-northeast-3 = "ap-northeast-1"
    ap-south-2     = "ap-south-1"
    ap-southeast-3 = "ap-southeast-1"
    ap-southeast-4 = "ap-southeast-2"
    ca-central-1   = "us-east-1"
    ca-west-1      = "us-west-2"
    eu-central-2   = "eu-central-1"
    eu-north-1     = "eu-west-2"
    eu-south-1     = "eu-central-1"
    eu-south-2     = "eu-west-1"
    eu-west-3      = "eu-west-2"
    il-central-1   = "eu-central-1"
    me-south-1     = "ap-south-1"
    us-west-1      = "us-west-2"
  }

  origin_shield_regions = var.origin_shield ? [lookup(local.next_origin_shield, local.region, local.region)] : []
}
