package dev.trunkline.continuity;

/** Counts what stores of call states do. All words are metric labels from closed sets. Thread-safe; must not block. */
public interface StateMeters {

    /** Nobody counts. */
    StateMeters NONE = new StateMeters() {
        @Override
        public void wrote(String store, String outcome) {}

        @Override
        public void asked(String outcome) {}
    };

    /**
     * A state was written behind, or was not.
     *
     * @param store journal or redis
     * @param outcome written, dropped (the queue was full), failed, or superseded (another node knows better)
     */
    void wrote(String store, String outcome);

    /**
     * A shared store was asked something.
     *
     * @param outcome answered, timeout, failed, or skipped (it did not answer lately)
     */
    void asked(String outcome);
}
