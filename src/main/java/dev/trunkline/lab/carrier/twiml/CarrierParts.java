package dev.trunkline.lab.carrier.twiml;

import dev.trunkline.lab.carrier.rest.CarrierAccount;
import dev.trunkline.lab.carrier.rest.CarrierWebhooks;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of one carrier share. Thread-safe.
 *
 * @param voice speaks what {@code Say} says; null: it takes no time and is not heard
 * @param sounds reads a sound file; throws what it likes for one that it cannot
 * @param slow where voices are synthesised
 */
public record CarrierParts(
        CarrierAccount account,
        @Nullable Voice voice,
        CarrierWebhooks webhooks,
        WebSocketClient sockets,
        Function<byte[], Speech> sounds,
        Executor slow) {}
