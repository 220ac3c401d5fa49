# SPDX-License-Identifier: GPL-3.0-or-later
# plateau: what a growth decision is worth before it is taken. `make help` lists the targets.
#
# make          build ./plateau and the static library that the tests link
# make deps     check what is missing and install just that
# make demo     deps, build, play the shipped scenarios and compare the tactics, with charts, into out/
# make test     deps, build, all tests; last line "N passed, N failed"
# make lint     deps, format, clang-tidy, cppcheck, and the rules of the house
# make format   lay the code out as .clang-format says
# make sanitize all tests under ASan and UBSan, the threaded ones under TSan, a small run under valgrind
# make reference   rewrites the table of parameters in scenarios/README.md
# make verify   the long numerical checks: 200 random scenarios against the oracle, seeds 1-20, power
# make bench    nanoseconds per client, against the bare draws and NumPy
# make fuzz     libFuzzer on the readers, SECONDS=20 for each
# make coverage which lines the tests reach
# make install  program and scenarios under DESTDIR and PREFIX (/usr/local); make uninstall removes them
# make clean    remove all that was built
#
# BUILD=dir keeps another build beside this one (its program too, with PROGRAM=dir/plateau).

CC       ?= cc
BUILD    ?= build
PROGRAM  ?= plateau
PREFIX   ?= /usr/local
DESTDIR  ?=
SECONDS  ?= 20
OPTIMISE ?= -O3
# A compiler newer than the code may warn of something new: `make WERROR=` builds all the same.
WERROR   ?= -Werror
JOBS     ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

VERSION := $(shell cat VERSION)

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
# -ffp-contract=off: the same sums from every compiler; POSIX names (strdup, fsync) need the macro under -std=c11.
DIALECT = -std=c11 -ffp-contract=off -pthread -D_POSIX_C_SOURCE=200809L -DPLATEAU_VERSION='"$(VERSION)"' -I.
CFLAGS_ALL = $(DIALECT) $(WARNINGS) $(WERROR) -g $(OPTIMISE) $(CFLAGS)
LDLIBS_ALL = $(LDFLAGS) -pthread -lcsv -lgsl -lgslcblas -lm

# ---- what is built -------------------------------------------------------------------------------------

ROOMS   = sim/support sim/scenario sim/plan sim/expected sim/play analysis plots
LIB_SRC = $(sort $(foreach room,$(ROOMS),$(wildcard $(room)/*.c)))
CLI_SRC = $(sort $(wildcard cli/*.c))
LIB_OBJ = $(LIB_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ = $(CLI_SRC:%.c=$(BUILD)/%.o)
LIBRARY = $(BUILD)/libplateau.a

# A test program is a file test_*.c; the other C files beside it are helpers that every test may use.
TEST_ROOMS = tests/unit tests/verify tests/faults
TEST_C     = $(sort $(foreach room,$(TEST_ROOMS),$(wildcard $(room)/*.c)))
TEST_SRC   = $(foreach file,$(TEST_C),$(if $(filter test_%,$(notdir $(file))),$(file)))
TEST_BIN   = $(TEST_SRC:%.c=$(BUILD)/%)
AID_OBJ    = $(patsubst %.c,$(BUILD)/%.o,$(filter-out $(TEST_SRC),$(TEST_C)))
AIDS       = $(if $(AID_OBJ),$(BUILD)/libaids.a)

OBJECTS = $(LIB_OBJ) $(CLI_OBJ) $(AID_OBJ) $(TEST_BIN:=.o)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all tests deps demo test lint format reference sanitize verify bench fuzz coverage install uninstall clean \
	help FORCE sanitize-address sanitize-thread sanitize-valgrind run-tests run-threaded run-bench run-fuzz

all: $(PROGRAM)
	@:

# `make V=1` shows the whole commands.
Q   = $(if $(V),,@)
SAY = @$(if $(V),:,echo "$(1)  $(2)")
$(PROGRAM): $(CLI_OBJ) $(LIBRARY)
	$(call SAY,link,$@)
	$(Q)$(CC) $(CFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(LIBRARY): $(LIB_OBJ)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(BUILD)/libaids.a: $(AID_OBJ)
	@rm -f $@
	$(Q)ar rcs $@ $^

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call SAY,cc  ,$<)
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Rewritten only when the compiler or its flags change, so that only then everything is compiled again.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(CC) $(CFLAGS_ALL))' | cmp -s - $@ || echo '$(subst ','\'',$(CC) $(CFLAGS_ALL))' >$@

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(AIDS) $(LIBRARY)
	$(call SAY,link,$@)
	$(Q)$(CC) $(CFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL) -lcmocka

# tests/faults: calls of these reach tests/faults/failing_*.c first. In those programs only.
# -u: both files are taken from the library of helpers even where a test itself does not call them.
WRAPPED = malloc calloc realloc aligned_alloc strdup strndup free csv_free fdopen open_memstream tmpfile pthread_create \
	gsl_integration_workspace_alloc open fflush fsync fclose rename mkdir read
$(BUILD)/tests/faults/test_%: LDLIBS_ALL += $(WRAPPED:%=-Wl,--wrap=%) -Wl,-u,__wrap_malloc,-u,__wrap_open

tests: $(TEST_BIN)
	@:

-include $(wildcard $(OBJECTS:.o=.d) $(BUILD)/tests/bench/*.d $(BUILD)/tests/fuzz/*.d)

# ---- what is done with it ------------------------------------------------------------------------------

# These targets install first and build after, so they call make again instead of having prerequisites:
# on a fresh system the compiler is not there yet. The build is parallel unless make was told otherwise.
MAKE_ALL = +$(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))

RUN    = env PLATEAU=$(abspath $(PROGRAM)) BUILD=$(abspath $(BUILD)) tests/run -j $(JOBS)
BATS   = $(sort $(wildcard tests/*/*.bats))
ORACLE = tests/oracle/compare.py --plateau $(abspath $(PROGRAM))
# What `make bench` times is nothing to look at, but small and random: the sanitizers play it.
SMALL  = scenarios/bench.csv
SHOWN  = $(filter-out $(SMALL),$(sort $(wildcard scenarios/*.csv)))
TACTICS = $(sort $(wildcard scenarios/tactics/*.csv))
ALL_TESTS = $(TEST_BIN) $(BATS) "$(ORACLE) --self-test" "$(ORACLE) --shipped" "$(ORACLE) --count 20 --seed 1"

deps:
	@tools/deps.sh build charts test
	@echo "nothing is missing"

demo:
	@tools/deps.sh build charts
	@$(MAKE_ALL) all
	@for file in $(SHOWN); do echo; ./$(PROGRAM) run $$file || exit; done
	@echo; ./$(PROGRAM) compare scenarios/baseline.csv $(TACTICS)

test:
	@tools/deps.sh build charts test
	@$(MAKE_ALL) all tests
	@$(RUN) $(ALL_TESTS)

# The same without deps, for the builds of `make sanitize` and `make coverage`.
run-tests: all tests
	@$(RUN) $(ALL_TESTS)

lint:
	@tools/deps.sh build lint
	@$(MAKE_ALL) all tests
	@tools/lint.sh $(BUILD) $(DIALECT)

format:
	@tools/deps.sh lint
	@find analysis cli plots sim tests -name '*.[ch]' | xargs clang-format -i

# Between its two marks scenarios/README.md is written by the program; tests/cli/parameters.bats tells when it is stale.
reference: all
	@./$(PROGRAM) parameters --markdown >$(BUILD)/reference.md
	@awk -v table=$(BUILD)/reference.md '/^<!-- end of the reference -->$$/ { inside = 0 } !inside { print } \
	    /^<!-- reference: / { inside = 1; print ""; while ((getline line < table) > 0) print line; print "" }' \
	    scenarios/README.md >$(BUILD)/scenarios-README.md
	@cp $(BUILD)/scenarios-README.md scenarios/README.md

# -O1 keeps the tests fast enough; -Werror is off because the sanitizers' code confuses some warnings.
SANITIZE = $(MAKE_ALL) WERROR= OPTIMISE=-O1
# Which tests start threads is known by what they include or say.
THREADED = $(shell grep -lE 'workers|jobs|threads' $(TEST_SRC) /dev/null)
# Some kernels place memory where ThreadSanitizer cannot follow, unless asked not to randomise.
STEADY   = $(if $(shell setarch -R true 2>/dev/null && echo yes),setarch -R)

sanitize:
	@tools/deps.sh build charts test valgrind
	@+failed=0; for part in address thread valgrind; do \
	    $(MAKE) --no-print-directory sanitize-$$part || failed=1; done; exit $$failed
	@echo "all clean"

sanitize-address:
	@echo "== AddressSanitizer and UndefinedBehaviorSanitizer: all tests"
	@$(SANITIZE) BUILD=build-asan PROGRAM=build-asan/plateau \
	    CFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' run-tests

sanitize-thread:
	@echo "== ThreadSanitizer: the tests that start threads, and a run on four threads"
	@$(SANITIZE) BUILD=build-tsan PROGRAM=build-tsan/plateau CFLAGS=-fsanitize=thread run-threaded

sanitize-valgrind:
	@echo "== valgrind: a run of ten plays"
	@$(MAKE_ALL) all
	@mkdir -p $(BUILD)/out
	@valgrind -q --error-exitcode=9 --leak-check=full ./$(PROGRAM) \
	    run $(SMALL) -n 10 --no-charts -o $(BUILD)/out/valgrind >$(BUILD)/valgrind.log 2>&1 || \
	    { cat $(BUILD)/valgrind.log; exit 1; }

# The limit: under the sanitizer test_memory takes some minutes.
run-threaded: all tests
	@$(STEADY) $(RUN) --limit 900 $(THREADED:%.c=$(BUILD)/%)
	@mkdir -p $(BUILD)/out
	$(STEADY) ./$(PROGRAM) run $(SMALL) -n 1000 -j 4 --no-charts -o $(BUILD)/out/threads >/dev/null

verify:
	@tools/deps.sh build charts test
	@$(MAKE_ALL) all tests
	@# PLATEAU_VERIFY=long asks the statistical tests for all their seeds and plays.
	@PLATEAU_VERIFY=long $(RUN) --limit 3600 $(filter $(BUILD)/tests/verify/%,$(TEST_BIN)) \
	    "$(ORACLE) --self-test" "$(ORACLE) --count 200 --seed 1"

bench:
	@tools/deps.sh build
	@$(MAKE_ALL) run-bench

BENCH_BIN = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench/bench_*.c)))

run-bench: all $(BENCH_BIN)
	@tests/bench/run $(BUILD)/tests/bench/bench_play ./$(PROGRAM)

$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(LIBRARY)
	$(call SAY,link,$@)
	$(Q)$(CC) $(CFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

fuzz:
	@tools/deps.sh build fuzz
	@$(MAKE_ALL) CC=clang BUILD=build-fuzz PROGRAM=build-fuzz/plateau WERROR= OPTIMISE=-O1 \
	    CFLAGS='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' run-fuzz

FUZZ_BIN = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))

run-fuzz: $(FUZZ_BIN:=.run)

# The corpus that is committed stays as it is: libFuzzer adds to a copy. What crashed is left in BUILD.
$(BUILD)/tests/fuzz/%.run: $(BUILD)/tests/fuzz/% FORCE
	@rm -rf $(BUILD)/corpus/$* && mkdir -p $(BUILD)/corpus/$*
	@cp -r tests/fuzz/corpus/$(*:fuzz_%=%)/. $(BUILD)/corpus/$*
	@$< -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
	    -artifact_prefix=$(BUILD)/$*- $(BUILD)/corpus/$* >$@ 2>&1 || { tail -n 60 $@; exit 1; }
	@echo "$*: $$(sed -n 's/^stat::number_of_executed_units: *//p' $@) inputs in $(SECONDS) s, none crashed"

$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIBRARY)
	$(call SAY,link,$@)
	$(Q)$(CC) $(CFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LDLIBS_ALL)

coverage:
	@tools/deps.sh build charts test coverage
	@$(MAKE_ALL) BUILD=build-cov PROGRAM=build-cov/plateau WERROR= OPTIMISE=-O0 CFLAGS=--coverage run-tests
	@gcovr -r . --object-directory build-cov -e tests/

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/plateau
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/plateau
	cp -R scenarios $(DESTDIR)$(PREFIX)/share/plateau/

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/plateau
	rm -rf $(DESTDIR)$(PREFIX)/share/plateau

help:
	@sed -n '/^# make/,/^#$$/s/^# *//p' Makefile

# What runs wrote into out/ is the user's, not ours.
clean:
	rm -rf build build-asan build-tsan build-fuzz build-cov plateau

FORCE:
