data "aws_caller_identity" "current" {}

locals {
  # Each queue and the buckets that may send to it.
  queues = {
    for name, senders in {
      events = setunion(var.buckets, [aws_s3_bucket.inventory.bucket])
      logs   = toset([for location in var.log_locations : location.bucket])
    } : name => senders if name == "events" || length(var.log_locations) > 0
  }
}

# Messages that cannot be understood become Dowser's own dead letters. What is received this often without an end was in
# hand when a process died, again and again: look at it before it is sent once more.
resource "aws_sqs_queue" "undelivered" {
  for_each                  = local.queues
  name                      = "${var.name}-${each.key}-undelivered"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "this" {
  for_each                   = local.queues
  name                       = "${var.name}-${each.key}"
  message_retention_seconds  = 1209600
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 60
  sqs_managed_sse_enabled    = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.undelivered[each.key].arn
    maxReceiveCount     = 20
  })
}

data "aws_iam_policy_document" "queue" {
  for_each = local.queues
  statement {
    sid       = "S3Announces"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.this[each.key].arn]
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
      values   = [for bucket in each.value : "arn:aws:s3:::${bucket}"]
    }
  }
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.this[each.key].arn]
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

resource "aws_sqs_queue_policy" "this" {
  for_each  = local.queues
  queue_url = aws_sqs_queue.this[each.key].id
  policy    = data.aws_iam_policy_document.queue[each.key].json
}
