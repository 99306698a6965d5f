// Every document of a list over PouchDB replication: all bytes and requests on the wire, counted by a relay between the
// two sides. Takes a file of one JSON object per line; prints one JSON line.
import fs from "node:fs";
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
const source = new PouchDB(`http://127.0.0.1:${server.address().port}/indicators`);
const remote = new PouchDB(`http://127.0.0.1:${relay.address().port}/indicators`);
const local = new InMemory("copie");
const documents = fs.readFileSync(process.argv[2], "utf8").trim().split("\n").map((line) => {
  const { id, ...rest } = JSON.parse(line);
  return { _id: id, ...rest };
});
for (let from = 0; from < documents.length; from += 500) {
  await source.bulkDocs(documents.slice(from, from + 500));
}
requests = 0; up = 0; down = 0;
await local.replicate.from(remote, { batch_size: 1000 });
const { doc_count: arrived } = await local.info();
if (arrived !== documents.length) throw new Error(`${arrived} of ${documents.length} arrived`);
console.log(JSON.stringify({ requests, bytes_up: up, bytes_down: down }));
process.exit(0);
