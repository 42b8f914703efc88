// Loaded before ralph to measure what durability costs: nothing is forced to the disk.
const fs = require('node:fs')

fs.fsyncSync = () => undefined
fs.fdatasyncSync = () => undefined
