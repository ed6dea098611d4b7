#!/usr/bin/env python3
"""Holds the planted changes of docs/demo.md against the raw files, independently of Perfolio's own code.

    python3 test/demo-service/check-truth.py            the table of docs/demo.md
    python3 test/demo-service/check-truth.py RUN...     the metrics of single runs

Percentiles are Hyndman-Fan type 7 over all requests with a duration. The spread is the range (largest less smallest)
of the metric in the runs of the first version; a change shows when the medians of the levels before and after it
differ in the planted direction by at least three times that spread. Levels leave out runs in another environment and
runs that did not measure the metric.
"""
import csv
import gzip
import json
import os
import re
import statistics
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
DATA = os.path.join(ROOT, 'data')
# Metrics of which more is better; of all others less is.
HIGHER = {'users.sustained'}


def quantile(values, p):
    ordered = sorted(values)
    at = (len(ordered) - 1) * p
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def manifest(folder):
    with open(os.path.join(folder, 'run.json')) as file:
        return json.load(file)


def requests(folder, scenario):
    path = os.path.join(folder, scenario, 'requests.csv.gz')
    if not os.path.exists(path):
        return []
    with gzip.open(path, 'rt') as file:
        rows = list(csv.DictReader(file))
    facts = next(s for s in manifest(folder)['scenarios'] if s['id'] == scenario)
    start = int(rows[0]['timestamp']) + facts.get('warmupSeconds', 0) * 1000
    return [row for row in rows if int(row['timestamp']) >= start]


def response(folder, metrics):
    for scenario in ('multiple-users', 'endpoint-stress'):
        rows = requests(folder, scenario)
        by_endpoint = {}
        for row in rows:
            by_endpoint.setdefault(row['endpoint'], []).append(float(row['duration_ms']))
        for endpoint, durations in by_endpoint.items():
            metrics['response.p50', scenario, endpoint] = quantile(durations, 0.5)
            metrics['response.p95', scenario, endpoint] = quantile(durations, 0.95)
        if rows:
            metrics['errors.rate', scenario, '*'] = sum(row['ok'] != 'true' for row in rows) / len(rows)
            metrics['count', scenario, '*'] = len(rows)
    single = os.path.join(folder, 'single-user')
    for name in sorted(os.listdir(single)):
        with open(os.path.join(single, name)) as file:
            result = json.load(file)
        metrics['response.p50', 'single-user', name[:-5]] = result['latency']['p50']
        metrics['response.mean', 'single-user', name[:-5]] = result['latency']['average']
    with open(os.path.join(folder, 'batch-operations', 'artillery.json')) as file:
        aggregate = json.load(file)['aggregate']
    prefix = 'plugins.metrics-by-endpoint.response_time.'
    for name, summary in aggregate['summaries'].items():
        if name.startswith(prefix):
            metrics['response.p50', 'batch-operations', name[len(prefix):]] = summary['p50']
            metrics['response.p95', 'batch-operations', name[len(prefix):]] = summary['p95']


def sustained(folder, metrics):
    """The highest step at which each endpoint's p95 is below 500 ms and fewer than 1 % of requests fail."""
    rows = requests(folder, 'endpoint-stress')
    best = None
    for users in sorted({int(row['users']) for row in rows}):
        step = [row for row in rows if int(row['users']) == users]
        by_endpoint = {}
        for row in step:
            by_endpoint.setdefault(row['endpoint'], []).append(float(row['duration_ms']))
        worst = max(quantile(durations, 0.95) for durations in by_endpoint.values())
        errors = sum(row['ok'] != 'true' for row in step) / len(step)
        metrics['step.p95', 'endpoint-stress', str(users)] = worst
        metrics['step.errors', 'endpoint-stress', str(users)] = errors
        if worst < 500 and errors < 0.01:
            best = users
    if rows:
        metrics['users.sustained', 'endpoint-stress', '*'] = best or 0


def memory(folder, metrics):
    with open(os.path.join(folder, 'memory.csv')) as file:
        rows = list(csv.DictReader(file))
    for operation in sorted({row['operation'] for row in rows}):
        phase = {row['phase']: float(row['memory_mb']) for row in rows if row['operation'] == operation}
        metrics['memory.growth', operation, '*'] = (phase['final'] - phase['base']) / phase['base']
        metrics['memory.base', operation, '*'] = phase['base']
        metrics['memory.kept', operation, '*'] = phase['after_gc'] - phase['base']


def cpu(folder, metrics):
    with open(os.path.join(folder, 'cpu.csv')) as file:
        rows = list(csv.DictReader(file))
    for scenario in sorted({row['scenario'] for row in rows}):
        values = [float(row['cpu_percent']) for row in rows if row['scenario'] == scenario]
        metrics['cpu.average', scenario, '*'] = statistics.mean(values)


def metrics_of(folder):
    metrics = {}
    response(folder, metrics)
    sustained(folder, metrics)
    memory(folder, metrics)
    cpu(folder, metrics)
    return metrics


def truth():
    with open(os.path.join(ROOT, 'docs', 'demo.md')) as file:
        return json.loads(re.search(r'```json truth\n(.*?)```', file.read(), re.S).group(1))


def level(runs, measured, key):
    return [measured[run][key] for run in runs if key in measured[run]]


def table():
    plan = truth()
    runs = [entry['run'] for entry in plan['runs']]
    version = {entry['run']: entry['version'] for entry in plan['runs']}
    elsewhere = {entry['run'] for entry in plan['runs'] if entry.get('environment')}
    measured = {run: metrics_of(os.path.join(DATA, run)) for run in runs if os.path.exists(os.path.join(DATA, run))}
    of = lambda wanted: [run for run in runs if version[run] == wanted and run not in elsewhere and run in measured]
    order = list(dict.fromkeys(version[run] for run in runs))
    print('| first run | scenario | metric of | planted | before | after | change | spread | times spread |')
    print('|---|---|---|---|---:|---:|---:|---:|---:|')
    failed = 0
    for change in plan['changes']:
        key = (change['metric'], change['scenario'], change['endpoint'] or '*')
        if change['metric'].startswith('memory'):
            key = (change['metric'], change['operation'], '*')
        before = level(of(order[order.index(version[change['run']]) - 1]), measured, key)
        after = level(of(version[change['run']]), measured, key)
        first = level(of(order[0]), measured, key)
        if not before or not after:
            print('|', change['run'], '| not measured |')
            failed += 1
            continue
        low, high = statistics.median(before), statistics.median(after)
        spread = max(first) - min(first)
        is_better = (high > low) == (change['metric'] in HIGHER)
        times = abs(high - low) / spread if spread else float('inf')
        shows = times >= 3 and is_better == (change['direction'] == 'better')
        failed += not shows
        cells = [change['run'], change['scenario'], f"{change['metric']} {change['endpoint'] or change.get('operation') or ''}".strip(),
                 change['direction'], f'{low:.3g}', f'{high:.3g}', f'{(high / low - 1) * 100:+.0f} %' if low else 'from 0', f'{spread:.3g}',
                 ('no spread' if not spread else f'{times:.1f}') + ('' if shows else ' (DOES NOT SHOW)')]
        print('| ' + ' | '.join(cells) + ' |')
    return failed


def main():
    if len(sys.argv) == 1:
        sys.exit(1 if table() else 0)
    measured = [metrics_of(folder) for folder in sys.argv[1:]]
    for key in sorted({key for metrics in measured for key in metrics}):
        print(' '.join(key).ljust(52), *[f'{metrics[key]:9.3f}' if key in metrics else '        -' for metrics in measured])


main()
