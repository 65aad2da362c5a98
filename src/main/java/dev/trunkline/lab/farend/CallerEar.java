package dev.trunkline.lab.farend;

/** What a chat hears of its caller: tags, and numbered words when it counts them. Confined to the chat's loop; allocates nothing. */
final class CallerEar {

    private final TagDetector tags;
    private final NumberedWords words;
    private final boolean isCounting;
    private final Listener listener;

    /** Is told what the caller says. */
    interface Listener {
        void onTag(Tag tag);

        void onWord(int word);
    }

    CallerEar(int sampleRateHz, boolean isCounting, Listener listener) {
        this.tags = new TagDetector(sampleRateHz);
        this.words = new NumberedWords(sampleRateHz);
        this.isCounting = isCounting;
        this.listener = listener;
    }

    /** The caller's next sound, at this ear's rate. */
    void hear(byte[] linear16, int lengthBytes) {
        for (int from = 0; from < lengthBytes; from += tags.blockBytes()) {
            Tag tag = tags.detect(linear16, from, Math.min(tags.blockBytes(), lengthBytes - from));
            if (tag != null) {
                listener.onTag(tag);
            }
        }
        if (isCounting) {
            int word = words.hear(linear16, lengthBytes);
            if (word >= 0) {
                listener.onWord(word);
            }
        }
    }
}
