package dev.trunkline.lab.carrier;

import dev.trunkline.net.WebSocketClient;
import java.util.concurrent.Executor;

/**
 * What all calls of one carrier share. Thread-safe.
 *
 * @param slow where voices are synthesised
 */
record Exchange(CarrierSettings settings, Webhooks webhooks, WebSocketClient sockets, Executor slow) {}
