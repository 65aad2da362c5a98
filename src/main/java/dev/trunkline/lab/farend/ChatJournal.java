package dev.trunkline.lab.farend;

import dev.trunkline.time.Scheduler;

/** One chat's notes: who calls, in which conversation, what happened when. Confined to the chat's loop. */
final class ChatJournal {

    /** The caller was told that he has interrupted: what he has not heard yet he need not hear. */
    static final String INTERRUPTED = "interrupted";

    private final TagLog log;
    private final boolean isNumbered;
    private final String chatId;
    private final Scheduler scheduler;
    private String caller = "";
    private String conversation = "";

    /** @param isNumbered whether there is somebody who asks for what happened to the chat itself */
    ChatJournal(TagLog log, boolean isNumbered, String chatId, Scheduler scheduler) {
        this.log = log;
        this.isNumbered = isNumbered;
        this.chatId = chatId;
        this.scheduler = scheduler;
    }

    String caller() {
        return caller;
    }

    void call(String newCaller) {
        caller = newCaller;
    }

    void converse(String newConversation) {
        conversation = newConversation;
    }

    /** Something that happened; {@code tag} as {@link TagLog} has it. */
    void note(String kind, int tag) {
        log.add(caller, kind, tag, scheduler.nowNanos());
    }

    /** Of a numbered far end only: others have nobody who asks. */
    void noteChat(String kind, int value) {
        if (isNumbered) {
            log.add(new TagLog.ChatNote(caller, kind, chatId, conversation, value, scheduler.nowNanos()));
        }
    }

    void noteTruncation(String item, int audioEndMillis, int sentMillis) {
        log.add(new TagLog.Truncation(
                caller, TagLog.TRUNCATION, item, audioEndMillis, sentMillis, scheduler.nowNanos()));
    }

    void noteRejection(String code) {
        log.add(new TagLog.Rejection(caller, TagLog.REJECTION, code, scheduler.nowNanos()));
    }
}
