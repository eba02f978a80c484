# Where S3 writes the inventories of all buckets.
resource "aws_s3_bucket" "inventory" {
  bucket_prefix = "${var.name}-inventory-"
}

resource "aws_s3_bucket_public_access_block" "inventory" {
  bucket                  = aws_s3_bucket.inventory.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "inventory" {
  bucket = aws_s3_bucket.inventory.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "inventory" {
  bucket = aws_s3_bucket.inventory.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = var.inventory_days
    }
  }
}

data "aws_iam_policy_document" "inventory" {
  statement {
    sid       = "S3WritesInventories"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.inventory.arn}/*"]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for bucket in var.buckets : "arn:aws:s3:::${bucket}"]
    }
  }
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.inventory.arn, "${aws_s3_bucket.inventory.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "inventory" {
  bucket     = aws_s3_bucket.inventory.id
  policy     = data.aws_iam_policy_document.inventory.json
  depends_on = [aws_s3_bucket_public_access_block.inventory]
}

resource "aws_s3_bucket_inventory" "this" {
  for_each                 = var.buckets
  bucket                   = each.key
  name                     = var.name
  included_object_versions = var.inventory_versions
  optional_fields          = ["Size", "LastModifiedDate", "ETag", "StorageClass", "EncryptionStatus", "IsMultipartUploaded"]
  schedule {
    frequency = var.inventory_schedule
  }
  destination {
    bucket {
      bucket_arn = aws_s3_bucket.inventory.arn
      account_id = data.aws_caller_identity.current.account_id
      format     = "Parquet"
      encryption {
        sse_s3 {}
      }
    }
  }
  depends_on = [aws_s3_bucket_policy.inventory]
}

# manifest.checksum comes last: then the report is whole.
resource "aws_s3_bucket_notification" "inventory" {
  bucket = aws_s3_bucket.inventory.id
  queue {
    id            = "dowser"
    queue_arn     = aws_sqs_queue.this["events"].arn
    events        = ["s3:ObjectCreated:*"]
    filter_suffix = "manifest.checksum"
  }
  depends_on = [aws_sqs_queue_policy.this]
}
