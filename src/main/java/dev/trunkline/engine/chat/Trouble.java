package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.Turn.Sentence;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.speaking.SpeechCache;
import dev.trunkline.engine.wire.Problem;
import java.util.function.BiConsumer;

/** What becomes of a turn whose mind or voice fails: the client is told, and the caller is not left in silence. Confined to the chat's loop. */
final class Trouble {

    private final Chat.Place place;

    Trouble(Chat.Place place) {
        this.place = place;
    }

    void withMind(Turn failed, DialogModel.Failure failure, String reason) {
        Client client = place.client();
        switch (failure) {
            case BROKEN -> client.fail(Problem.INTERNAL, "The language model failed.", reason);
            case DISCONNECTED ->
                client.fail(Problem.MODEL_DISCONNECTED, "The custom language model disconnected.", reason);
            case TIMED_OUT -> client.fail(Problem.MODEL_TIMED_OUT, "The custom language model timed out.", reason);
        }
        if (!failed.hasBegun()) {
            SentenceCutter.split(place.equipment().phrases().trouble())
                    .forEach(words -> failed.say(Sentence.of(words)));
        }
    }

    /**
     * Apologises with what was spoken ahead, if anything was.
     *
     * @param audible whether the caller has heard something of the turn
     */
    void withVoice(String reason, boolean audible, BiConsumer<Sentence, SpeechCache.Spoken> speak) {
        place.client().fail(Problem.INTERNAL, "The voice failed.", reason);
        if (audible) {
            return;
        }
        for (String text : SentenceCutter.split(place.equipment().phrases().trouble())) {
            SpeechCache.Spoken sound = place.equipment().mouth().prepared(text);
            if (sound != null) {
                speak.accept(Sentence.of(text), sound);
            }
        }
    }
}
