// Runs a model of ours in onnxruntime-web and counts the classes that differ from those of the engine:
//   node check.mjs MODEL IMAGES CLASSES, where images are bytes, side by side, and a class is a byte.
import fs from 'node:fs';
import * as ort from 'onnxruntime-web';

const [model, images, classes] = process.argv.slice(2).map((file) => fs.readFileSync(file));
const values = images.length / classes.length;
const session = await ort.InferenceSession.create(new Uint8Array(model), {
  executionProviders: ['wasm'], graphOptimizationLevel: 'all',
});
const pixels = new ort.Tensor('float32', Float32Array.from(images), [classes.length, values]);
const said = (await session.run({ pixels })).class.data;
let differ = 0;
classes.forEach((c, i) => { if (Number(said[i]) !== c) differ++; });
console.log(JSON.stringify({ version: ort.env.versions.web, images: said.length, differ }));
