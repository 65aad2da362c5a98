package dev.trunkline.net;

/** Answers the requests of one route. */
@FunctionalInterface
public interface HttpEndpoint {

    /**
     * Called on the connection's loop; must not block. An exception becomes a 500 without details.
     *
     * @param reply to be called exactly once, now or later, from any thread
     */
    void handle(HttpRequest request, Reply reply);

    /** Where the answer goes. */
    @FunctionalInterface
    interface Reply {
        void send(HttpResponse response);
    }
}
