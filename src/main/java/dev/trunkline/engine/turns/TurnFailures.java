package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.turns.AgentTurn.Sentence;
import dev.trunkline.engine.wire.Problem;

/** What becomes of a turn whose model or voice fails: the client is told, and the caller is not left in silence. Confined to the chat's loop. */
final class TurnFailures {

    private final ChatContext context;

    TurnFailures(ChatContext context) {
        this.context = context;
    }

    void ofModel(AgentTurn failed, DialogModel.Failure failure, String reason) {
        Client client = context.client();
        switch (failure) {
            case BROKEN -> client.fail(Problem.INTERNAL, "The language model failed.", reason);
            case DISCONNECTED ->
                client.fail(Problem.MODEL_DISCONNECTED, "The custom language model disconnected.", reason);
            case TIMED_OUT -> client.fail(Problem.MODEL_TIMED_OUT, "The custom language model timed out.", reason);
        }
        if (!failed.hasBegun()) {
            SentenceCutter.split(context.agent().phrases().trouble()).forEach(words -> failed.say(Sentence.of(words)));
        }
    }

    /** Apologises with what was spoken ahead, if anything was and the caller has heard nothing of the turn. */
    void ofVoice(AgentTurn turn, String reason) {
        context.client().fail(Problem.INTERNAL, "The voice failed.", reason);
        if (turn.isAudible()) {
            return;
        }
        for (String text : SentenceCutter.split(context.agent().phrases().trouble())) {
            CachedSynthesizer.Spoken sound = context.agent().speech().prepared(text);
            if (sound != null) {
                turn.deliver(Sentence.of(text), sound);
            }
        }
    }
}
