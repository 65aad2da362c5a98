package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the caller hears as if the agent made it, and no far end knows of: keys, announcements, and words that the agent is to say word
 * for word and cannot. Of the words the far end is told. Confined to the call's loop.
 */
final class OurSounds {

    private final GivenWords words;
    private final AgentUtterances utterances;
    private final TurnExchange exchange;
    private final Resumption resumption;
    private final LongSupplier nowNanos;
    private final Consumer<String> onQueued;
    private String announcement = ""; // the last one's message

    /** @param onQueued is told the message of what was just queued: it is to be played */
    OurSounds(
            GivenWords words,
            AgentUtterances utterances,
            TurnExchange exchange,
            Resumption resumption,
            LongSupplier nowNanos,
            Consumer<String> onQueued) {
        this.words = words;
        this.utterances = utterances;
        this.exchange = exchange;
        this.resumption = resumption;
        this.nowNanos = nowNanos;
        this.onQueued = onQueued;
    }

    /** Tones for the far side, behind what the agent is saying. */
    void playKeys(String messageId, String keys, byte[] muLaw) {
        utterances.onKeys(messageId, "(keys " + keys + ")", muLaw);
        onQueued.accept(messageId);
    }

    /** Words that are there as sound already: no far end knows of them, and whoever speaks does not stop them. */
    void announce(String messageId, String text, byte[] muLaw) {
        announcement = messageId;
        utterances.onKeys(messageId, text, muLaw);
        onQueued.accept(messageId);
    }

    /** Whether they are still to be heard. */
    boolean isAnnouncing() {
        return utterances.isOpen(announcement);
    }

    /** Has an operator's words said word for word, as far as anybody can. */
    void say(AiLeg with, String text) {
        words.say(with, text);
    }

    /** Whether our own voice says them, and not the far end of this leg. */
    boolean saysItself(AiLeg with) {
        return words.areOurs(with);
    }

    /** At every tick: what our own voice has made ready is heard, when it is its turn; {@code leg} is null when there is none. */
    void onTick(@Nullable AiLeg leg) {
        GivenWords.Words next = words.take(exchange.agentSpeaks(), nowNanos.getAsLong());
        byte[] muLaw = next == null ? null : next.muLaw();
        if (next != null && muLaw != null) {
            resumption.onAgentSays();
            exchange.onAgentSays(next.text());
            exchange.onTurnEnded();
            utterances.onOurs(next.messageId(), next.text(), muLaw);
            onQueued.accept(next.messageId());
        } else if (next != null && leg != null) {
            leg.speak(next.text());
            leg.flush();
        }
    }

    /** The far end knows nothing of what our voice says in its place; {@code leg} is null when there is none. */
    void onEvent(CallEvent event, @Nullable AiLeg leg) {
        if (leg != null
                && event instanceof TalkEvent.AgentHeard heard
                && GivenWords.areOurs(heard.messageId())
                && !heard.heardText().isEmpty()) {
            leg.context(BridgePhrases.saidForYou(heard.heardText()), false);
            leg.flush();
        }
    }
}
