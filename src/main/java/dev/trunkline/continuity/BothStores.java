package dev.trunkline.continuity;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A journal of this node, and a store that all share: written to both, asked of the shared one. Thread-safe. */
public final class BothStores implements CallStateStore {

    private final CallStateStore journal;
    private final CallStateStore shared;

    public BothStores(CallStateStore journal, CallStateStore shared) {
        this.journal = journal;
        this.shared = shared;
    }

    @Override
    public void write(RememberedCall call) {
        journal.write(call);
        shared.write(call);
    }

    @Override
    public void claim(RememberedCall call) {
        journal.claim(call);
        shared.claim(call);
    }

    @Override
    public void erase(String callSid) {
        journal.erase(callSid);
        shared.erase(callSid);
    }

    @Override
    public boolean isShared() {
        return shared.isShared();
    }

    @Override
    public CompletionStage<@Nullable RememberedCall> read(String callSid) {
        return shared.read(callSid);
    }

    @Override
    public List<RememberedCall> restored() {
        return journal.restored();
    }

    @Override
    public void listen(Others others) {
        shared.listen(others);
    }

    @Override
    public void close() {
        journal.close();
        shared.close();
    }
}
