"""Makes test/fixtures/shop: a small project with three runs, and what numpy finds in its raw files.

    python3 test/reference-scripts/make_shop_project.py

The numbers are drawn from seeded distributions; nothing in them was measured. `expected.json` is computed from the
written files by numpy, which shares no code with the project. Needs numpy.
"""
import csv, json, pathlib, random
import numpy

root = pathlib.Path(__file__).resolve().parent.parent / 'fixtures' / 'shop'
data = root / 'data'


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def jtl(path, seed, start, scale):
    """Whole milliseconds, two labels, some failures, rows in the order of completion."""
    rng = random.Random(seed)
    rows = []
    clock = start
    for i in range(600):
        clock += rng.randint(20, 60)
        label = 'GET /items' if i % 3 else 'POST /cart, "now"'
        elapsed = int(rng.lognormvariate(4, 0.5) * scale)
        failed = rng.random() < 0.02
        rows.append((clock + elapsed, clock, elapsed, label, '503' if failed else '200', not failed, 5))
    rows.sort()
    lines = ['timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,bytes,allThreads,Latency']
    for _, at, elapsed, label, code, ok, users in rows:
        quoted = '"' + label.replace('"', '""') + '"' if ',' in label else label
        lines.append(f'{at},{elapsed},{quoted},{code},OK,users 1-1,text,{str(ok).lower()},512,{users},{elapsed // 2}')
    write(path, '\n'.join(lines) + '\n')


def requests(path, seed, start):
    """Fractional milliseconds of an open model."""
    rng = random.Random(seed)
    lines = ['timestamp,endpoint,duration_ms,ok,users,error']
    for i in range(400):
        at = start + i * 50
        duration = rng.expovariate(1 / 30) + 2
        failed = rng.random() < 0.01
        name = 'checkout' if i % 4 == 0 else 'search'
        lines.append(f'{at},{name},{duration:.3f},{str(not failed).lower()},8,{"timeout" if failed else ""}')
    write(path, '\n'.join(lines) + '\n')


def memory(path, start):
    lines = ['timestamp,operation,phase,memory_mb']
    for phase, values in (('base', [100.5, 101.25, 100.0]), ('running', [120, 140.5, 133]), ('final', [118.5, 119.5]), ('after_gc', [104.25])):
        for value in values:
            start += 1000
            lines.append(f'{start},Import,{phase},{value}')
    write(path, '\n'.join(lines) + '\n')


def cpu(path, start):
    lines = ['timestamp,scenario,cpu_percent,core_0,core_1']
    for i, (a, b) in enumerate([(50, 20), (90, 45), (70.5, 30)]):
        lines.append(f'{start + i * 1000},peak,{a + b},{a},{b}')
    write(path, '\n'.join(lines) + '\n')


def figures(values):
    array = numpy.array(values, dtype=float)
    p50, p90, p95, p99, p999 = (float(numpy.percentile(array, p)) for p in (50, 90, 95, 99, 99.9))
    return {'min': float(array.min()), 'max': float(array.max()), 'mean': float(array.mean()), 'stddev': float(array.std(ddof=1)),
            'p50': p50, 'p90': p90, 'p95': p95, 'p99': p99, 'p999': p999}


def expect(run, path, start_column, label_column, duration_column, ok_column):
    groups, ends, starts = {}, [], []
    with open(path, newline='') as file:
        for row in csv.DictReader(file):
            start, duration = float(row[start_column]), float(row[duration_column])
            groups.setdefault(row[label_column], []).append((duration, row[ok_column] == 'true'))
            starts.append(start)
            ends.append(start + duration)
    seconds = (max(ends) - min(starts)) / 1000
    count = sum(len(group) for group in groups.values())
    errors = sum(not ok for group in groups.values() for _, ok in group)
    everything = [duration for group in groups.values() for duration, _ in group]
    return {
        'endpoints': {
            label: {'count': len(group), 'errors': sum(not ok for _, ok in group), 'latencyMs': figures([d for d, _ in group]),
                    'latencyOkMs': figures([d for d, ok in group if ok])}
            for label, group in groups.items()
        },
        'pooled': figures(everything),
        'requestsPerSecond': count / seconds,
        'errorRate': errors / count,
        'durationSeconds': seconds,
    }


def main():
    day = 86_400_000
    first = 1_793_000_000_000
    manifests = {
        'run-1': {'title': 'First', 'version': '1.0.0', 'commit': 'aaaa111'},
        'run-2': {'title': 'Second', 'version': '1.1.0', 'commit': 'bbbb222', 'tester': 'Kim'},
        'run-3': {'version': '1.2.0', 'commit': 'cccc333', 'branch': 'faster-cart'},
    }
    shared = {'system': {'cpu': '4 cores', 'memory': '16 GB', 'os': 'Linux', 'runtime': 'Node 24'}, 'environment': {'server': 'http', 'database': 'SQLite'},
              'scenarios': [{'id': 'browse', 'name': 'Browsing', 'users': 5, 'loadModel': 'closed', 'parameters': {'thinkMs': 20}},
                            {'id': 'peak', 'name': 'Peak hour', 'users': 8, 'loadModel': 'open'}]}
    expected = {}
    for i, (run, manifest) in enumerate(manifests.items()):
        start = first + i * day
        write(data / run / 'run.json', json.dumps({'$schema': '../../../../../public/schema/run.json', **manifest, **shared}, indent=2) + '\n')
        jtl(data / run / 'browse' / 'results.jtl', i, start, 1 if i < 2 else 1.6)
        requests(data / run / 'peak' / 'requests.csv', 100 + i, start + 60_000)
        memory(data / run / 'memory.csv', start)
        cpu(data / run / 'cpu.csv', start + 60_000)
        expected[run] = {
            'browse': expect(run, data / run / 'browse' / 'results.jtl', 'timeStamp', 'label', 'elapsed', 'success'),
            'peak': expect(run, data / run / 'peak' / 'requests.csv', 'timestamp', 'endpoint', 'duration_ms', 'ok'),
        }
    write(data / 'project.json', json.dumps({
        'name': 'Shop',
        'repository': 'https://example.org/shop',
        'targets': [
            {'id': 'response-time', 'label': 'Response Time < 500 ms', 'metric': 'response.p95', 'below': 500},
            {'id': 'error-rate', 'label': 'Error Rate < 1 %', 'metric': 'errors.rate', 'below': 0.01},
            {'id': 'memory-growth', 'label': 'Memory Growth < 50 %', 'metric': 'memory.growth', 'below': 0.5},
        ],
        'messages': ['checkout'],
    }, indent=2) + '\n')
    write(root / 'expected.json', json.dumps(expected, indent=1) + '\n')


main()
