"""nltk.lm: Witten-Bell, the smoothing that it has in common with ours. From text in every round."""

from itertools import islice
from types import SimpleNamespace

from answer_race import answer_race

COMPARED = 300


def prepare(folder, threads, settings):
    import nltk

    tasks = {
        task["id"]: task_of(folder, task, settings)
        for task in settings["tasks"]
        if task["how"] == "witten-bell"
    }
    return SimpleNamespace(versions={"NLTK": nltk.__version__}, runs_on="1 thread", tasks=tasks)


def task_of(folder, task, settings):
    from nltk.lm import Vocabulary, WittenBellInterpolated
    from nltk.lm.preprocessing import pad_both_ends
    from nltk.util import everygrams, ngrams

    order = task["order"]
    kept = {}

    def text(file, most=None):
        """A file's lines, read when they are first wanted."""
        if file not in kept:
            with open(f"{folder}/{file}", encoding="utf-8") as opened:
                kept[file] = list(islice(opened, most))
        return kept[file]

    def padded(lines):
        return [list(pad_both_ends(line.split(), n=order)) for line in lines]

    def train():
        sentences = padded(text(f"train-{task['tokens']}.txt"))
        vocabulary = Vocabulary((word for words in sentences for word in words), unk_cutoff=1)
        model = WittenBellInterpolated(order, vocabulary=vocabulary)
        model.fit(everygrams(words, max_len=order) for words in sentences)
        return sum(map(len, sentences)) - 2 * (order - 1) * len(sentences), model

    def model():
        if "model" not in kept:
            kept["model"] = train()[1]
        return kept["model"]

    def queries():
        sentences = padded(text("query.txt", settings["nltkLines"]))
        return (ngram for words in sentences for ngram in ngrams(words, order))

    def check():
        score = model().score
        return [score(ngram[-1], ngram[:-1]) for ngram in islice(queries(), COMPARED)]

    def work():
        if task["work"] == "train":
            return train()[0]
        score = model().logscore
        count = 0
        for ngram in queries():
            score(ngram[-1], ngram[:-1])
            count += 1
        return count

    return check, work


answer_race(prepare)
