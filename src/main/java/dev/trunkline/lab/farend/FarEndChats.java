package dev.trunkline.lab.farend;

/** The chats of a far end, as far as its script counts them. Confined to its loop. */
final class FarEndChats {

    private final FarEndScript script;
    private int asked;
    private int open;

    FarEndChats(FarEndScript script) {
        this.script = script;
    }

    /** Somebody asks for one more. */
    ChatFaults next() {
        return new ChatFaults(script, ++asked);
    }

    boolean isFull() {
        return script.maxChats() > 0 && open >= script.maxChats();
    }

    void opened() {
        open++;
    }

    void closed() {
        open--;
    }
}
