/* Vectorscan in blocks. `vectorscan compile PATTERNS DATABASE`: patterns one a line, `caseless 0|1 <tab> expression`; says which ones
   Vectorscan refuses. `vectorscan scan DATABASE FILE`: prints "<seconds> <matches>" of one scan. */
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

static char *contents(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  char *data = malloc(*length);
  if (fread(data, 1, *length, file) != *length) exit(2);
  fclose(file);
  return data;
}

static int compile(const char *list, const char *to) {
  static char line[65536];
  static const char *expressions[MAX_PATTERNS];
  static unsigned flags[MAX_PATTERNS], ids[MAX_PATTERNS];
  unsigned patterns = 0;
  hs_database_t *database;
  hs_compile_error_t *error;
  FILE *file = fopen(list, "r");
  if (!file) return 2;
  while (patterns < MAX_PATTERNS && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    hs_expr_info_t *info;
    unsigned caseless = line[0] == '1' ? HS_FLAG_CASELESS : 0;
    /* What it cannot take is left out, which can only make it faster. */
    if (hs_expression_info(line + 2, caseless, &info, &error)) {
      fprintf(stderr, "vectorscan refuses %s: %s\n", line + 2, error->message);
      hs_free_compile_error(error);
      continue;
    }
    flags[patterns] = caseless;
    ids[patterns] = patterns;
    expressions[patterns++] = strdup(line + 2);
  }
  while (hs_compile_multi(expressions, flags, ids, patterns, HS_MODE_BLOCK, NULL, &database, &error)) {
    if (error->expression < 0) fprintf(stderr, "vectorscan: %s\n", error->message);
    if (error->expression < 0 || --patterns == 0) return 1;
    fprintf(stderr, "vectorscan refuses %s: %s\n", expressions[error->expression], error->message);
    expressions[error->expression] = expressions[patterns];
    flags[error->expression] = flags[patterns];
    hs_free_compile_error(error);
  }
  char *bytes;
  size_t length;
  if (hs_serialize_database(database, &bytes, &length)) return 1;
  file = fopen(to, "wb");
  return file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0 ? 0 : 2;
}

static int scan(const char *from, const char *path) {
  size_t size, length;
  char *bytes = contents(from, &size), *data = contents(path, &length);
  hs_database_t *database;
  hs_scratch_t *scratch = NULL;
  if (hs_deserialize_database(bytes, size, &database) || hs_alloc_scratch(database, &scratch)) return 1;
  double started = now();
  for (size_t at = 0; at < length; at += BLOCK_BYTES) {
    size_t block = length - at < BLOCK_BYTES ? length - at : BLOCK_BYTES;
    if (hs_scan(database, data + at, block, 0, scratch, on_match, NULL)) return 1;
  }
  printf("%f %llu\n", now() - started, matches);
  return 0;
}

int main(int count, char **arguments) {
  if (count == 4 && strcmp(arguments[1], "compile") == 0) return compile(arguments[2], arguments[3]);
  if (count == 4 && strcmp(arguments[1], "scan") == 0) return scan(arguments[2], arguments[3]);
  return 2;
}
