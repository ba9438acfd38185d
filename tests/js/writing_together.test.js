import assert from "node:assert/strict";
import { test } from "node:test";
import * as yjs from "yjs";
import { difference, SharedWords, toBytes, toText } from "supervise/lib/shared_words.js";
import { WritingTogether } from "supervise/lib/writing_together.js";

/** A server that keeps one document, as ours does; it can make it anew, and be out of reach. */
class Server {
  epoch = "one";
  doc = new yjs.Doc();
  down = false;
  /** @type {Writer[]} */
  writers = [];

  get words() {
    return this.doc.getText("words").toString();
  }

  anew(words) {
    this.epoch += "+";
    this.doc = new yjs.Doc();
    this.doc.getText("words").insert(0, words);
  }

  answer({ epoch, vector, update, body, base }, from) {
    if (this.down) return { ok: false, code: "unanswered" };
    if (update && !["new", this.epoch].includes(epoch)) return { ok: false, code: "stale" };
    const before = yjs.encodeStateVector(this.doc);
    if (update) yjs.applyUpdate(this.doc, toBytes(update));
    if (body !== undefined) this.#put(difference(base, body));
    const told = { epoch: this.epoch, update: toText(yjs.encodeStateAsUpdate(this.doc, before)) };
    if (update || body !== undefined) for (const one of this.writers) if (one !== from) one.together.hear(told);
    return { ok: true, epoch: this.epoch, update: toText(yjs.encodeStateAsUpdate(this.doc, vector && epoch === this.epoch ? toBytes(vector) : undefined)) };
  }

  #put({ words }) {
    this.doc.getText("words").insert(this.words.length, words);
  }
}

class Writer {
  box = "";
  rendered = "";
  sends = 0;
  /** What is typed while the server answers. */
  types = [];
  pending = 0;
  refusals = [];

  constructor(server, box = "") {
    this.box = this.rendered = box;
    server.writers.push(this);
    this.together = new WritingTogether(yjs, {
      ask: async (data) => {
        this.pending += 1;
        const answer = server.answer(data, this);
        await pause();
        this.pending -= 1;
        if (this.types) this.type(this.types.splice(0).join(""));
        return answer;
      },
      reached: () => true,
      may: () => true,
      busy: () => false,
      kept: () => [],
      typed: () => (this.box === this.rendered ? null : { body: this.box, base: this.rendered }),
      words: () => this.box,
      carets: () => [this.box.length, this.box.length],
      changed: ({ words }, [caret]) => Object.assign(this, { box: words, caret }),
      sent: () => (this.sends += 1),
      refused: (answer) => this.refusals.push(answer.code),
    });
  }

  type(words) {
    this.box += words;
    this.together.shared?.write(this.box);
  }

  async look() {
    this.together.look();
    // an answer may lead to the next question at once, never later
    do await pause();
    while (this.pending > 0);
    await pause();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

test("what two write at one time stands on both pages", async () => {
  const server = new Server();
  const [one, other] = [new Writer(server), new Writer(server)];
  await one.look();
  await other.look();
  one.type("A door. ");
  other.type("A stair. ");
  await one.look();
  await other.look();
  assert.equal(one.box, other.box);
  assert.equal(server.words, one.box);
  assert.deepEqual(one.box.trim().split(/(?<=\.) /).sort(), ["A door.", "A stair."]);
});

test("what could not be sent stays, and goes when the line is back, once", async () => {
  const server = new Server();
  const one = new Writer(server);
  await one.look();
  server.down = true;
  one.type("Kept. ");
  await one.look();
  assert.deepEqual([one.box, one.refusals, server.words], ["Kept. ", ["unanswered"], ""]);
  server.down = false;
  one.type("More.");
  await one.look();
  await one.look();
  assert.equal(server.words, "Kept. More.");
});

test("where the words were made anew nothing that was destroyed comes back, and nothing that was written is lost", async () => {
  const server = new Server();
  const one = new Writer(server);
  await one.look();
  one.type("She teaches at Quillfeather. ");
  await one.look();
  one.type("It was late.");
  server.anew("She teaches at [destroyed]. ");
  await one.look();
  assert.equal(server.words, "She teaches at [destroyed]. It was late.");
  assert.equal(one.box, server.words);
  server.anew("All of it is other.");
  await one.look();
  assert.equal(one.box, "All of it is other.");
});

test("what was typed before the page was ready is put into what stands by then", async () => {
  const server = new Server();
  const one = new Writer(server, "");
  server.anew("Already here. ");
  one.box = "Typed early.";
  await one.look();
  assert.equal(server.words, "Already here. Typed early.");
  assert.equal(one.box, server.words);
  assert.equal(one.sends, 1);
});

test("what is typed while the server answers is typed into what stands by then", async () => {
  const server = new Server();
  const one = new Writer(server, "");
  server.anew("Already here. ");
  one.box = "Typed early";
  one.types = [" and on"];
  await one.look();
  one.types = [", and on."];
  await one.look();
  await one.look();
  assert.equal(server.words, "Already here. Typed early and on, and on.");
  assert.equal(one.box, server.words);
});

test("the caret stays beside what stands before it, and no character is cut in two", () => {
  const shared = new SharedWords(yjs);
  shared.write("one two");
  const marks = shared.mark([3]);
  for (const words of ["zero one two", "zero one three two"]) shared.write(words);
  assert.deepEqual(shared.find(marks), [8]);
  assert.deepEqual(difference("a😀b", "a😁b"), { at: 1, gone: 2, words: "😁" });
  shared.write("a😀b");
  shared.write("a😁b");
  assert.equal(shared.words, "a😁b");
});
