/* Scans blocks with Vectorscan: vectorscan PATTERNS FILE. Patterns: one a line, `caseless 0|1 <tab> expression`.
   Prints "<seconds> <matches>" of one scan, without compilation. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_PATTERNS 4096
#define BLOCK_BYTES (4u << 20)

static unsigned long long matches;

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)id, (void)from, (void)to, (void)flags, (void)context;
  matches++;
  return 0;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  static char line[65536];
  static const char *expressions[MAX_PATTERNS];
  static unsigned flags[MAX_PATTERNS], ids[MAX_PATTERNS];
  unsigned patterns = 0;
  FILE *file = count == 3 ? fopen(arguments[1], "r") : NULL;
  if (!file) return 2;
  while (patterns < MAX_PATTERNS && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    flags[patterns] = line[0] == '1' ? HS_FLAG_CASELESS : 0;
    ids[patterns] = patterns;
    expressions[patterns++] = strdup(line + 2);
  }
  hs_database_t *database;
  hs_compile_error_t *error;
  /* What it cannot take is left out, which can only make it faster. */
  while (hs_compile_multi(expressions, flags, ids, patterns, HS_MODE_BLOCK, NULL, &database, &error)) {
    fprintf(stderr, "vectorscan: %s: %s\n", error->message, error->expression < 0 ? "" : expressions[error->expression]);
    if (error->expression < 0 || --patterns == 0) return 1;
    expressions[error->expression] = expressions[patterns];
    flags[error->expression] = flags[patterns];
    hs_free_compile_error(error);
  }
  hs_scratch_t *scratch = NULL;
  hs_alloc_scratch(database, &scratch);
  file = fopen(arguments[2], "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  size_t length = ftell(file);
  rewind(file);
  char *data = malloc(length);
  if (fread(data, 1, length, file) != length) return 2;
  matches = 0;
  double started = now();
  for (size_t at = 0; at < length; at += BLOCK_BYTES) {
    size_t block = length - at < BLOCK_BYTES ? length - at : BLOCK_BYTES;
    hs_scan(database, data + at, block, 0, scratch, on_match, NULL);
  }
  printf("%f %llu\n", now() - started, matches);
  return 0;
}
