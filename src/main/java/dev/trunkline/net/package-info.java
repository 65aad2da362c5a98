/** Netty that is nobody's protocol: loops, HTTP routes, WebSocket server and client. */
@NullMarked
package dev.trunkline.net;

import org.jspecify.annotations.NullMarked;
