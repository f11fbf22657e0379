"""Measures the program over a web archive made of real pages, repeated: speed of two workers against one, peak memory of
a long archive against a short one, and CPU time against cleaning alone.

    pipeline.py PROGRAM CORPORA [--pages 20000] [--work target/bench]
    pipeline.py PROGRAM CORPORA --kills 100

Cleaning alone is the same pages from memory on one thread, by what `cargo bench --bench alone --no-run` builds; give that
binary as --alone. Times are wall clock and CPU of the whole process; on a machine that others use as well only the CPU
times count. --kills kills runs at random moments and resumes them, and compares the bytes.
"""
import argparse
import glob
import gzip
import hashlib
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
import zlib


def archive(path, corpora, pages):
    """Writes an archive of so many pages in a process of its own: the peak memory of a process counts what the one that
    started it held, so this one stays small."""
    if not os.path.exists(path):
        writer = multiprocessing.Process(target=write_archive, args=(path, corpora, pages))
        writer.start()
        writer.join()
        if writer.exitcode:
            sys.exit(f"{path} could not be written")


def write_archive(path, corpora, pages):
    """Writes an archive with a gzip member for each record, as crawlers do."""
    sources = sorted(glob.glob(os.path.join(corpora, "*", "pages", "*.html.gz")))
    if not sources:
        sys.exit(f"no pages below {corpora}")
    random.Random(7).shuffle(sources)
    members = {}
    with open(path + ".part", "wb") as out:
        for number in range(pages):
            source = sources[number % len(sources)]
            if source not in members:
                members[source] = gzip.open(source).read()
            page = members[source]
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T12:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:012d}>\r\nWARC-Target-URI: https://site{number % 97}.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            out.write(packer.compress(head.encode() + http + b"\r\n\r\n") + packer.flush())
    os.rename(path + ".part", path)


def run(command):
    """Wall clock, CPU seconds and peak memory in megabytes of a command."""
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{command} ended with {status}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(args, program, work):
    long, short = (os.path.join(work, f"{count}.warc.gz") for count in (args.pages, args.pages // 100))
    archive(long, args.corpora, args.pages)
    archive(short, args.corpora, args.pages // 100)
    out = os.path.join(work, "out.jsonl.zst")
    results = {}
    for name, path, jobs in (("short -j2", short, 2), ("long -j2", long, 2), ("long -j1", long, 1)):
        wall, cpu, memory = run([program, "-q", "-f", "jsonl", "-j", str(jobs), "-o", out, path])
        results[name] = wall, cpu, memory
        print(f"{name:10} {wall:8.1f} s wall {cpu:8.1f} s CPU {memory:7.1f} MB peak", flush=True)
    print(f"speed-up of -j2: {results['long -j1'][0] / results['long -j2'][0]:.2f} (goal 1.8)")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    if args.alone:
        said = subprocess.run([args.alone, long], capture_output=True, text=True, check=True).stdout
        alone = float(said.rsplit(", ", 1)[1].split()[0])
        print(f"alone: {said.strip()}")
        print(f"CPU against cleaning alone: {results['long -j1'][1] / alone:.2f} (goal 1.25)")


def kills(args, program, work):
    """Kills runs at random moments, each one again and again until it gets through; the bytes must be those of a run that
    was left alone."""
    path = os.path.join(work, "kills.warc.gz")
    archive(path, args.corpora, 400)
    chance = random.Random(args.seed)
    names = ["plain.jsonl", "packed.jsonl.gz", "packed.jsonl.zst"]
    digest = lambda name: hashlib.sha256(open(name, "rb").read()).hexdigest()
    whole, took = {}, {}
    for name in names:
        out = os.path.join(work, name)
        took[name] = run([program, "-q", "-f", "jsonl", "-o", out, path])[0]
        whole[name] = digest(out)
        os.remove(out)
    killed = through = 0
    while killed < args.kills:
        name = names[through % len(names)]
        out = os.path.join(work, name)
        while True:
            process = subprocess.Popen([program, "-q", "-f", "jsonl", "--resume", "-o", out, path])
            try:
                process.wait(chance.uniform(0, took[name]))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
                if os.path.exists(out) and digest(out) != whole[name]:
                    sys.exit(f"{out} stands there before it is whole")
        if digest(out) != whole[name]:
            sys.exit(f"{out} differs after {killed} kills")
        os.remove(out)
        through += 1
    print(f"{killed} kills, {through} outputs: the same bytes each time")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("corpora")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--work", default="target/bench")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--alone", help="the binary of `cargo bench --bench alone`")
    args = parser.parse_args()
    os.makedirs(args.work, exist_ok=True)
    (kills if args.kills else measure)(args, os.path.abspath(args.program), args.work)


main()
