// SPDX-License-Identifier: GPL-3.0-or-later
// A broadcast server on node's `ws`, as fast as its documentation makes it: the frame is encoded once for all.
'use strict';

const {Sender, WebSocketServer} = require('ws');

const server = new WebSocketServer({host: '127.0.0.1', port: 0, backlog: 4096, perMessageDeflate: false}, () => {
    console.log(`ready ws://127.0.0.1:${server.address().port}`);
});

server.on('connection', (client) => {
    client._socket.setNoDelay(true);
    client.on('message', (data) => {
        if (data[0] === 0x45) {
            client.send(data, {binary: false});
            return;
        }
        const frame = Buffer.concat(Sender.frame(data, {fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true}));
        for (const each of server.clients) {
            if (each.readyState === 1)
                each._socket.write(frame);
        }
    });
});
