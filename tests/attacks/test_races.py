"""Many deciders at once, and deciders killed in the act. ``RACES=full`` runs them at full length."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.serving import bare_environment

ROOT = Path(__file__).parent.parent.parent
FULL = os.environ.get("RACES") == "full"
PROCESSES, DECISIONS, KILLS = (12, 100, 20) if FULL else (4, 10, 4)


@pytest.fixture(scope="module")
def environment(tmp_path_factory, own_database):
    """The environment of processes that share one prepared database."""
    made = bare_environment(
        VAR_DIR=str(tmp_path_factory.mktemp("races")), DATABASE_URL=own_database, DATABASE_POOL_SIZE="60",
        SECRET_KEY="x" * 50,
    )  # fmt: skip
    run("prepare", environment=made)
    return made


def start(act, *numbers, environment):
    command = [sys.executable, "-m", "tests.attacks.racing", act, *map(str, numbers)]
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def run(act, *numbers, environment):
    said, wrong = start(act, *numbers, environment=environment).communicate(timeout=600)
    assert wrong == ""
    return said


def assert_whole(environment):
    """Have the ledger verified and the claims checked; return how many entries there are."""
    ledger, *breaches = run("check", environment=environment).splitlines()
    assert breaches == []
    return int(re.fullmatch(r"The ledger is whole: (\d+) entries, head [0-9a-f]{64}", ledger)[1])


def test_of_fifty_deciders_on_one_claim_one_wins(environment):
    ended = json.loads(run("contend", 50, environment=environment))

    assert ended.count("won") == 1
    assert {end for end in ended if end != "won"} == {"RACE-1 no. 1: Corroborated is decided already."}
    assert len(ended) == 50
    assert_whole(environment)


def test_reviewers_who_accept_one_batch_are_each_told_what_they_accepted(environment):
    told, rows = json.loads(run("accept", 4, environment=environment))

    stands = Counter(who for who, state in rows if state == "accepted")
    assert len(told) == 4
    assert {who: number for who, number, _others in told if number} == stands
    assert sum(stands.values()) == 30
    for who, number, others in told:
        meanwhile = sum(int(found) for sentence in others for found in re.findall(r"accepted (\d+) of these", sentence))
        assert 0 < number + meanwhile <= 30 or others == ["None of these rows waits any more."]
        assert not any(sentence.startswith(f"{who} ") for sentence in others)
    assert_whole(environment)


def test_processes_that_decide_side_by_side_meet_no_lock_error(environment):
    deciders = [start("decide", DECISIONS, environment=environment) for _ in range(PROCESSES)]

    ends = [decider.communicate(timeout=900) for decider in deciders]

    assert [wrong for _said, wrong in ends if wrong] == []
    sequences = [int(line) for said, _wrong in ends for line in said.split()]
    assert len(set(sequences)) == PROCESSES * DECISIONS
    assert_whole(environment)


def test_what_was_acknowledged_before_a_kill_is_there_and_nothing_half_done(environment):
    dice, acknowledged = random.Random(9), []  # noqa: S311 (no secret)
    for _ in range(KILLS):
        with start("decide", 100_000, environment=environment) as decider:
            acknowledged.append(int(decider.stdout.readline()))
            time.sleep(dice.uniform(0, 0.3))
            decider.send_signal(signal.SIGKILL)
            acknowledged += [int(line) for line in decider.stdout.read().split("\n")[:-1]]

    entries = assert_whole(environment)
    assert len(set(acknowledged)) == len(acknowledged)
    assert max(acknowledged) <= entries <= max(acknowledged) + 1
