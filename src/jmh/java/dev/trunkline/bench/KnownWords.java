package dev.trunkline.bench;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import java.util.ArrayList;
import java.util.List;

/** A mind whose answers to all utterances are spoken ahead, as if each had been asked for before. Thread-safe. */
public final class KnownWords implements Mind {

    private final Mind mind;
    private final List<Utterance> utterances;

    public KnownWords(Mind mind, List<Utterance> utterances) {
        this.mind = mind;
        this.utterances = utterances;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        return mind.think(conversation, listener);
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return mind.foresee(conversation);
    }

    @Override
    public List<String> openings() {
        List<String> sentences = new ArrayList<>(mind.openings());
        for (Utterance utterance : utterances) {
            Occasion said = new Occasion.CallerSpoke(utterance.text(), true, false);
            sentences.addAll(mind.foresee(new Conversation(
                    "", List.of(), List.of(), List.of(), List.of(), said, Conversation.Model.ANY)));
        }
        return sentences;
    }
}
