package dev.trunkline.bench;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;

/** A mind whose answers to all utterances are spoken ahead, as if each had been asked for before. Thread-safe. */
public final class KnownWords implements DialogModel {

    private final DialogModel mind;
    private final List<Utterance> utterances;

    public KnownWords(DialogModel mind, List<Utterance> utterances) {
        this.mind = mind;
        this.utterances = utterances;
    }

    @Override
    public PendingReply generate(DialogRequest conversation, Listener listener) {
        return mind.generate(conversation, listener);
    }

    @Override
    public List<String> speculate(DialogRequest conversation) {
        return mind.speculate(conversation);
    }

    @Override
    public List<String> openings() {
        List<String> sentences = new ArrayList<>(mind.openings());
        for (Utterance utterance : utterances) {
            Trigger said = new Trigger.CallerSpoke(utterance.text(), true, false);
            sentences.addAll(mind.speculate(
                    new DialogRequest("", List.of(), List.of(), List.of(), List.of(), said, DialogRequest.Model.ANY)));
        }
        return sentences;
    }
}
