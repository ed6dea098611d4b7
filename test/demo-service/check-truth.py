#!/usr/bin/env python3
"""Holds the planted changes of docs/demo.md against the raw files, independently of Perfolio's own code.

    python3 test/demo-service/check-truth.py            the table of docs/demo.md
    python3 test/demo-service/check-truth.py RUN...     the metrics of single runs

Percentiles are Hyndman-Fan type 7 over all requests, less those of negative duration (docs/demo.md says why there are
some). Before and after are medians of the runs of a version; range and deviation (standard, n - 1) are those of the runs
of the first version. Runs in another environment, and runs that did not measure a metric, are left out.
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
    return [row for row in rows if int(row['timestamp']) >= start and float(row['duration_ms']) >= 0]


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


def rows():
    plan = truth()
    runs = [entry['run'] for entry in plan['runs']]
    version = {entry['run']: entry['version'] for entry in plan['runs']}
    elsewhere = {entry['run'] for entry in plan['runs'] if entry.get('environment')}
    measured = {run: metrics_of(os.path.join(DATA, run)) for run in runs}
    order = list(dict.fromkeys(version[run] for run in runs))

    def of(wanted):
        return [run for run in runs if version[run] == wanted and run not in elsewhere]

    for change in plan['changes']:
        key = (change['metric'], change['scenario'], change['endpoint'] or '*')
        if change['metric'].startswith('memory'):
            key = (change['metric'], change['operation'], '*')
        before = statistics.median(level(of(order[order.index(change['version']) - 1]), measured, key))
        after = statistics.median(level(of(change['version']), measured, key))
        first = level(of(order[0]), measured, key)
        spread = max(first) - min(first)
        is_better = (after > before) == (change['metric'] in HIGHER)
        yield {
            'run': change['run'],
            'scenario': change['scenario'],
            'of': change['endpoint'] or change.get('operation'),
            'metric': change['metric'],
            'direction': change['direction'],
            'before': before,
            'after': after,
            'spread': spread,
            'deviation': statistics.stdev(first),
            'isAsPlanted': before != after and is_better == (change['direction'] == 'better'),
            'times': abs(after - before) / spread if spread else None,
        }


def table():
    print('| first run | metric | of | planted | before | after | change | range of 8 repeats | times range | times deviation |')
    print('|---|---|---|---|---:|---:|---:|---:|---:|---:|')
    for row in rows():
        of = f"{row['of']}, {row['scenario']}" if row['of'] else row['scenario']
        change = f"{(row['after'] / row['before'] - 1) * 100:+.0f} %" if row['before'] else 'from 0'
        times = ('no range' if row['times'] is None else f"{row['times']:.1f}") + ('' if row['isAsPlanted'] else ' NOT AS PLANTED')
        deviations = '' if not row['deviation'] else f"{abs(row['after'] - row['before']) / row['deviation']:.0f}"
        cells = [row['run'], row['metric'], of, row['direction'], f"{row['before']:.4g}", f"{row['after']:.4g}", change,
                 f"{row['spread']:.3g}", times, deviations]
        print('| ' + ' | '.join(cells) + ' |')


def main():
    if len(sys.argv) == 1:
        table()
        return
    measured = [metrics_of(folder) for folder in sys.argv[1:]]
    for key in sorted({key for metrics in measured for key in metrics}):
        print(' '.join(key).ljust(52), *[f'{metrics[key]:9.3f}' if key in metrics else '        -' for metrics in measured])


main()
