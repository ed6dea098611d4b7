"""Reads result files of load tools with nothing but the standard library and prints what must be found in them.

    python3 load_tool_samples.py FOLDER

prints {"file": [{"count": ..., "errors": ..., "p50": ..., ...}, ...]}: an object an endpoint, in the file's order,
times in milliseconds. It shares no code with the project: the tests compare the two readings.
"""

import csv
import json
import math
import re
import statistics
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4, "h": 3.6e6}
SHARES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p999": 0.999}


def percentile(values, share):
    """numpy.percentile with its default method (linear)."""
    values = sorted(values)
    position = (len(values) - 1) * share
    low = int(position)
    high = min(low + 1, len(values) - 1)
    return values[low] + (position - low) * (values[high] - values[low])


def of_samples(values, count=None, errors=None):
    figures = {name: percentile(values, share) for name, share in SHARES.items()}
    figures |= {"min": min(values), "max": max(values), "mean": math.fsum(values) / len(values)}
    figures["stddev"] = statistics.stdev(values)
    figures["count"] = len(values) if count is None else count
    figures["errors"] = errors
    return figures


def duration(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m|h)", text).groups()
    return float(number) * UNITS[unit]


def find(pattern, text, default=None):
    match = re.search(pattern, text, re.M)
    return default if match is None else float(match.group(1))


def hey_csv(path):
    rows = list(csv.DictReader(path.open()))
    errors = sum(int(row["status-code"]) >= 400 for row in rows)
    return [of_samples([float(row["response-time"]) * 1000 for row in rows], errors=errors)]


def hey_text(path):
    text = path.read_text()
    statuses = {int(a): int(b) for a, b in re.findall(r"\[(\d{3})\]\s+(\d+) responses", text)}
    figures = {f"p{p}": find(rf"^\s+{p}%+ in ([\d.]+)", text) * 1000 for p in (50, 90, 95, 99)}
    figures["mean"] = find(r"Average:\s+([\d.]+)", text) * 1000
    figures["count"] = sum(statuses.values())
    figures["errors"] = sum(count for status, count in statuses.items() if status >= 400)
    figures["requestsPerSecond"] = find(r"Requests/sec:\s+([\d.]+)", text)
    return [figures]


def wrk(path):
    text = path.read_text()
    mean, stddev, most = re.search(r"^\s*Latency\s+(\S+)\s+(\S+)\s+(\S+)\s", text, re.M).groups()
    timeouts = find(r"timeout (\d+)", text, 0)
    figures = {"mean": duration(mean), "stddev": duration(stddev), "max": duration(most)}
    for percent in (50, 90, 99):
        match = re.search(rf"^\s*{percent}%\s+(\S+)", text, re.M)
        figures[f"p{percent}"] = None if match is None else duration(match.group(1))
    figures["p95"] = None
    figures["count"] = find(r"(\d+) requests in", text)
    figures["errors"] = find(r"Non-2xx or 3xx responses: (\d+)", text, 0) + timeouts
    figures["requestsPerSecond"] = find(r"Requests/sec:\s+([\d.]+)", text)
    return [figures]


def wrk2(path):
    whole = path.read_text()
    text = whole.split("(HdrHistogram - Uncorrected")[0]
    spectrum = {b: float(a) for a, b in re.findall(r"^\s*([\d.]+)\s+([01]\.\d{6})\s+\d+\s", text, re.M)}
    listed = {a: duration(b) for a, b in re.findall(r"^\s*([\d.]+)%\s+(\S+)\s*$", text, re.M)}
    return [
        {
            "p50": spectrum["0.500000"],
            "p90": spectrum["0.900000"],
            "p95": spectrum["0.950000"],
            "p99": listed["99.000"],
            "p999": listed["99.900"],
            "mean": find(r"#\[Mean\s+=\s+([\d.]+)", text),
            "max": find(r"#\[Max\s+=\s+([\d.]+)", text),
            "count": find(r"(\d+) requests in", whole),
            "errors": 0,
            "requestsPerSecond": find(r"Requests/sec:\s+([\d.]+)", whole),
        }
    ]


def vegeta_report(path):
    report = json.loads(path.read_text())
    latencies = report["latencies"]
    names = {"p50": "50th", "p90": "90th", "p95": "95th", "p99": "99th", "mean": "mean", "max": "max", "min": "min"}
    figures = {name: latencies[key] / 1e6 for name, key in names.items()}
    figures["count"] = report["requests"]
    figures["errors"] = round(report["requests"] * (1 - report["success"]))
    figures["requestsPerSecond"] = report["rate"]
    return [figures]


def oha(path):
    report = json.loads(path.read_text())
    figures = {name: report["latencyPercentiles"][name] * 1000 for name in ("p50", "p90", "p95", "p99")}
    figures["mean"] = report["summary"]["average"] * 1000
    # Requests that oha cut off at its own deadline are part of no result.
    failed = sum(count for text, count in report["errorDistribution"].items() if "aborted due to deadline" not in text)
    figures["count"] = sum(report["statusCodeDistribution"].values()) + failed
    figures["errors"] = failed
    every = sum(report["statusCodeDistribution"].values()) + sum(report["errorDistribution"].values())
    figures["requestsPerSecond"] = report["summary"]["requestsPerSec"] * figures["count"] / every
    return [figures]


def bombardier(path):
    result = json.loads(path.read_text().splitlines()[-1])["result"]
    latency = result["latency"]
    figures = {f"p{p}": latency["percentiles"][str(p)] / 1000 for p in (50, 90, 95, 99)}
    figures |= {"mean": latency["mean"] / 1000, "max": latency["max"] / 1000, "count": result["req2xx"], "errors": 0}
    figures["requestsPerSecond"] = result["req2xx"] / result["timeTakenSeconds"]
    return [figures]


def ab_text(path):
    text = path.read_text()
    least, mean, stddev, median, most = map(float, re.search(r"^Total:\s+(.*)$", text, re.M).group(1).split())
    figures = {"min": least, "mean": mean, "stddev": stddev, "max": most, "p50": median}
    figures |= {f"p{p}": find(rf"^\s+{p}%\s+(\d+)", text) for p in (90, 95, 99)}
    figures["count"] = find(r"Complete requests:\s+(\d+)", text)
    figures["errors"] = find(r"Non-2xx responses:\s+(\d+)", text)
    figures["requestsPerSecond"] = find(r"Requests per second:\s+([\d.]+)", text)
    return [figures]


def ab_gnuplot(path):
    return [of_samples([float(row["ttime"]) for row in csv.DictReader(path.open(), delimiter="\t")])]


def ab_percentiles(path):
    rows = {int(a): float(b) for a, b in list(csv.reader(path.open()))[1:]}
    return [{"min": rows[0], "max": rows[100], "p50": rows[50], "p90": rows[90], "p95": rows[95], "p99": rows[99]}]


def siege_json(path):
    report = json.loads(path.read_text())
    return [
        {
            "count": report["transactions"] + report["failed_transactions"],
            "errors": report["failed_transactions"],
            "mean": report["response_time"] * 1000,
            "max": report["longest_transaction"] * 1000,
            "requestsPerSecond": report["transaction_rate"],
        }
    ]


def siege_log(path):
    row = [field.strip() for field in path.read_text().splitlines()[-1].split(",")]
    return [
        {
            "count": int(row[1]) + int(row[9]),
            "errors": int(row[9]),
            "mean": float(row[4]) * 1000,
            "requestsPerSecond": float(row[5]),
        }
    ]


def siege_verbose(path):
    rows = [re.sub(r"\x1b\[[0-9;]*m", "", line).split(",") for line in path.read_text().splitlines()]
    return [of_samples([float(row[3]) * 1000 for row in rows], errors=sum(int(row[2]) >= 400 for row in rows))]


def h2load_text(path):
    text = path.read_text()
    values = re.search(r"^time for request:\s+(.*)$", text, re.M).group(1).split()
    figures = dict(zip(("min", "max", "mean", "stddev"), map(duration, values[:4])))
    figures["count"] = find(r"(\d+) succeeded", text) + find(r"(\d+) failed", text)
    figures["errors"] = find(r"(\d+) failed", text)
    figures["requestsPerSecond"] = find(r"([\d.]+) req/s", text)
    return [figures]


def h2load_log(path):
    rows = [line.split("\t") for line in path.read_text().splitlines()]
    return [of_samples([int(row[2]) / 1000 for row in rows], errors=sum(not 0 <= int(row[1]) < 400 for row in rows))]


def ghz(path):
    report = json.loads(path.read_text())
    latencies = [call["latency"] / 1e6 for call in report["details"]]
    return [of_samples(latencies, count=report["count"], errors=sum(report["errorDistribution"].values()))]


def hgrm(path):
    text = path.read_text()
    spectrum = {b: float(a) for a, b in re.findall(r"^\s*([\d.]+)\s+([01]\.\d{6})\s+\d+\s", text, re.M)}
    return [
        {
            "p50": spectrum["0.500000"],
            "p90": spectrum["0.900000"],
            "p95": spectrum["0.950000"],
            # The ladder has no step at 99%: its next one bounds it from above.
            "p99": next(value for share, value in spectrum.items() if float(share) >= 0.99),
            "mean": find(r"#\[Mean\s+=\s+([\d.]+)", text),
            "max": find(r"#\[Max\s+=\s+([\d.]+)", text),
            "count": find(r"Total count\s+=\s+(\d+)", text),
            "errors": None,
        }
    ]


def taurus_xml(path):
    found = []
    for group in ET.parse(path).getroot().iter("Group"):
        if group.get("label") == "":
            continue
        percents = {one.get("param"): float(one.get("value")) * 1000 for one in group.iter("perc")}
        figures = {name: percents[key] for name, key in (("p50", "50.0"), ("p90", "90.0"), ("p95", "95.0"), ("p99", "99.0"))}
        figures |= {"min": percents["0.0"], "max": percents["100.0"], "mean": float(group.find("avg_rt").get("value")) * 1000}
        figures |= {"count": int(group.find("throughput").get("value")), "errors": int(group.find("fail").get("value"))}
        found.append(figures)
    return found


def pytest_benchmark(path):
    found = []
    for one in json.loads(path.read_text())["benchmarks"]:
        stats = one["stats"]
        if "data" in stats:
            found.append(of_samples([value * 1000 for value in stats["data"]]))
        else:
            found.append({name: stats[name] * 1000 for name in ("min", "max", "mean", "stddev")})
            found[-1] |= {"p50": stats["median"] * 1000, "count": stats["rounds"], "errors": None, "p95": None}
    return found


def ngrinder(path):
    rows = list(csv.DictReader(path.open()))
    tests = sum(int(row["Tests"]) for row in rows)
    mean = sum(int(row["Tests"]) * float(row["Mean_Test_Time_(ms)"]) for row in rows) / tests
    rate = sum(float(row["TPS"]) for row in rows) / len(rows)
    return [{"count": tests, "errors": sum(int(row["Errors"]) for row in rows), "mean": mean, "requestsPerSecond": rate}]


def httperf(path):
    text = path.read_text()
    return [
        {
            "count": find(r"requests (\d+)", text),
            "errors": find(r"4xx=(\d+)", text) + find(r"5xx=(\d+)", text) + find(r"Errors: total (\d+)", text),
            "mean": find(r"Reply time \[ms\]: response ([\d.]+)", text) + find(r"transfer ([\d.]+)", text),
            "requestsPerSecond": find(r"Request rate: ([\d.]+)", text),
        }
    ]


def tsung(path):
    samples = [one for row in json.loads(path.read_text())["stats"] for one in row["samples"] if one["name"] == "request"]
    count = sum(one["value"] for one in samples)
    mean = sum(one["value"] * one["mean"] for one in samples) / count
    return [{"count": count, "errors": 0, "mean": mean, "min": samples[-1]["min"], "max": samples[-1]["max"]}]


def ycsb(path):
    text = path.read_text(encoding="utf-16")
    values = {(a, b): float(c) for a, b, c in re.findall(r"\[([^\]]+)\], ([^,]+), ([\d.E]+)", text)}
    found = []
    for name in ("READ", "UPDATE"):
        ok, failed = values[(name, "Return=OK")], values[(name, "Return=ERROR")]
        found.append({"count": ok + failed, "errors": failed, "p50": None})
        keys = (("p50", "50th"), ("p90", "90th"), ("p95", "95th"), ("p99", "99th"))
        found[-1]["ok"] = {key: values[(name, f"{label}PercentileLatency(us)")] / 1000 for key, label in keys}
    return found


def iago(path):
    rows = [json.loads(line[line.index("{") :]) for line in path.read_text().splitlines()]
    total = lambda name: sum(row[name] for row in rows)
    latency = "client/request_latency_ms"
    return [
        {
            "count": total("client/requests"),
            "errors": total("400") + total("client/failures"),
            "mean": total(f"{latency}_sum") / total(f"{latency}_count"),
            "max": max(row[f"{latency}_maximum"] for row in rows),
            "p50": None,
        }
    ]


READERS = {
    "hey/*.csv": hey_csv,
    "hey/*.txt": hey_text,
    "wrk/*": wrk,
    "wrk2/*": wrk2,
    "vegeta/*_report.json": vegeta_report,
    "oha/*.json": oha,
    "bombardier/*": bombardier,
    "ab/own_ab_orders.txt": ab_text,
    "ab/*.tsv": ab_gnuplot,
    "ab/*_percentiles.csv": ab_percentiles,
    "siege/own_siege_*.txt": siege_json,
    "siege/*siege.log": siege_log,
    "siege/*.out": siege_verbose,
    "h2load/*.txt": h2load_text,
    "h2load/*.tsv": h2load_log,
    "ghz/*.json": ghz,
    "hdr/hdr_*": hgrm,
    "taurus/*.xml": taurus_xml,
    "pytest-benchmark/*.json": pytest_benchmark,
    "ngrinder/*.csv": ngrinder,
    "httperf/*.txt": httperf,
    "tsung/*.log": tsung,
    "ycsb/*.txt": ycsb,
    "iago/*.log": iago,
}

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    read = {
        path.relative_to(folder).as_posix(): reader(path)
        for pattern, reader in READERS.items()
        for path in sorted(folder.glob(pattern))
    }
    print(json.dumps(read))
