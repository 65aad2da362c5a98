package dev.trunkline.record;

/** Where records go that are to outlive this process. Called on calls' loops: must not block and must not throw. */
public interface RecordSink {

    /** Nobody keeps them. */
    RecordSink NONE = new RecordSink() {
        @Override
        public void began(CallRecord record) {}

        @Override
        public void ended(CallRecord record) {}
    };

    /** A stream of a call has begun: the record as it stands, live. */
    void began(CallRecord record);

    /** It has ended. Another stream of the same call may begin, and end with a longer record of the same beginning. */
    void ended(CallRecord record);
}
