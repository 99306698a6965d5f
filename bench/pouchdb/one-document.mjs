// One changed document over PouchDB replication: every byte and request on the wire, counted by a relay between
// the two sides. Prints one JSON line: {"requests":…, "bytes_up":…, "bytes_down":…}.
import net from "node:net";
import http from "node:http";
import express from "express";
import expressPouchDB from "express-pouchdb";
import Core from "pouchdb-core";
import memory from "pouchdb-adapter-memory";
import httpAdapter from "pouchdb-adapter-http";
import replication from "pouchdb-replication";
import mapreduce from "pouchdb-mapreduce";

const PouchDB = Core.plugin(memory).plugin(httpAdapter).plugin(replication).plugin(mapreduce);
const InMemory = PouchDB.defaults({ adapter: "memory" });

const app = express();
app.use("/", expressPouchDB(InMemory, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: "/dev/null" }));
let requests = 0;
const server = http.createServer((request, response) => {
  requests += 1;
  app(request, response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

let up = 0;
let down = 0;
const relay = net.createServer((client) => {
  const upstream = net.connect(server.address().port, "127.0.0.1");
  client.on("data", (bytes) => { up += bytes.length; upstream.write(bytes); });
  upstream.on("data", (bytes) => { down += bytes.length; client.write(bytes); });
  client.on("close", () => upstream.destroy());
  upstream.on("close", () => client.destroy());
  client.on("error", () => upstream.destroy());
  upstream.on("error", () => client.destroy());
});
await new Promise((ready) => relay.listen(0, "127.0.0.1", ready));

// The source is spoken to directly, past the relay: only the replication is counted.
const source = new PouchDB(`http://127.0.0.1:${server.address().port}/plan`);
const address = `http://127.0.0.1:${relay.address().port}/plan`;
const remote = new PouchDB(address);
const local = new InMemory("copie");
for (let n = 0; n < 100; n += 1) {
  await source.put({ _id: `action-${n}`, title: `Action ${n}`, state: "planned" });
}
await local.replicate.from(remote);

// One proposal of the size of Liptako's own benchmark entry: what is exchanged is the same text.
const text = process.argv[2] ?? "Former les correspondants à la protection des données des trois États.";
const before = await source.get("action-7");
await source.put({ ...before, state: "under way", reason: text });
requests = 0; up = 0; down = 0;
await local.replicate.from(remote);
const arrived = await local.get("action-7");
if (arrived.reason !== text) throw new Error("the change did not arrive");
console.log(JSON.stringify({ requests, bytes_up: up, bytes_down: down }));
process.exit(0);
