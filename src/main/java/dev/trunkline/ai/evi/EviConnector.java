package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.evi.EviCredentials.Answer;
import dev.trunkline.ai.evi.EviCredentials.Denied;
import dev.trunkline.ai.evi.EviCredentials.Granted;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.net.WebSocketClient;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Opens the EVI chats of one call, one after the other. All chats of a loop, whoever opened them, share the buffers of one codec and nothing else:
 * what is in them is used before the loop reads the next message. Confined to its loop.
 */
public final class EviConnector implements AiConnector {

    /** 130 KB of buffers each: too much for every call, nothing for every loop. */
    private static final FastThreadLocal<EviCodec> CODEC_OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected EviCodec initialValue() {
            return new EviCodec();
        }
    };

    private final EviSettings settings;
    private final WebSocketClient client;
    private final LoopScheduler scheduler;
    private @Nullable EviChat last;
    private int failures; // in a row

    /**
     * Opens nothing yet; one for each call.
     *
     * @param scheduler of the loop that all chats of this connector live on
     */
    public EviConnector(EviSettings settings, WebSocketClient client, LoopScheduler scheduler) {
        this.settings = settings;
        this.client = client;
        this.scheduler = scheduler;
    }

    /**
     * Ready or lost within {@link EviSettings#connectTimeoutMillis} and {@link EviSettings#readyTimeoutMillis}, which double
     * twice with the tries that failed.
     */
    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        failures = last == null || last.wasReady() ? 0 : failures + 1;
        EviSettings patient = settings.afterFailures(failures);
        EviChat chat = new EviChat(patient, profile, events, CODEC_OF_LOOP.get(), scheduler);
        last = chat;
        chat.begin();
        settings.credentials()
                .authorise()
                .whenComplete(
                        (answer, failure) -> scheduler.loop().execute(() -> onAnswer(chat, patient, profile, answer)));
        return chat::close;
    }

    private void onAnswer(EviChat chat, EviSettings patient, AgentProfile profile, @Nullable Answer answer) {
        if (chat.isOver()) {
            return;
        }
        if (answer instanceof Granted granted) {
            open(chat, patient, profile, granted);
        } else if (answer instanceof Denied denied) {
            chat.fail(denied.kind(), denied.detail());
        } else {
            chat.fail(AiLoss.Kind.DROPPED, "no credentials");
        }
    }

    private void open(EviChat chat, EviSettings patient, AgentProfile profile, Granted granted) {
        var target = new WebSocketClient.Target(
                patient.chatUri(profile, granted.query()),
                granted.headers(),
                EviSettings.MAX_MESSAGE_BYTES,
                Math.toIntExact(patient.connectTimeoutMillis()));
        client.connect(scheduler.loop(), target, chat).addListener(connected -> {
            if (!connected.isSuccess()) {
                chat.fail(connected.cause());
            }
        });
    }
}
