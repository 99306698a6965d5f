import { after } from 'node:test';
import { closeAll } from './shared.js';
import './journey.js';
import './pages.js';
import './guide.js';
import './faults.js';

after(() => closeAll(process.env.LIPTAKO_LOG));
