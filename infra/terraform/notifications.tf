# A bucket has one notification configuration, and this is all of it: see replace_notifications.
resource "aws_s3_bucket_notification" "objects" {
  for_each = var.replace_notifications ? var.buckets : toset([])
  bucket   = each.key
  queue {
    id        = "dowser"
    queue_arn = aws_sqs_queue.this["events"].arn
    events = [
      "s3:ObjectCreated:*",
      "s3:ObjectRemoved:*",
      "s3:ObjectTagging:*",
      "s3:ObjectRestore:Completed",
      "s3:LifecycleExpiration:*",
    ]
  }
  depends_on = [aws_sqs_queue_policy.this]
}

resource "aws_s3_bucket_notification" "logs" {
  for_each = var.replace_notifications ? toset([for location in var.log_locations : location.bucket]) : toset([])
  bucket   = each.key
  dynamic "queue" {
    for_each = [for location in var.log_locations : location if location.bucket == each.key]
    content {
      id            = "dowser-${queue.key}"
      queue_arn     = aws_sqs_queue.this["logs"].arn
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = queue.value.prefix
    }
  }
  depends_on = [aws_sqs_queue_policy.this]
}
