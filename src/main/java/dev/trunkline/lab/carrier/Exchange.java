package dev.trunkline.lab.carrier;

import dev.trunkline.net.WebSocketClient;
import dev.trunkline.speech.Voice;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one carrier share. Thread-safe.
 *
 * @param voice speaks what {@code Say} says; null: it takes no time and is not heard
 * @param slow where voices are synthesised
 */
record Exchange(
        CarrierAccount account,
        @Nullable Voice voice,
        Webhooks webhooks, WebSocketClient sockets, Executor slow) {}
