package dev.trunkline.net.http;

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

        /**
         * Sends a body that is too big for memory, as fast as the peer reads it.
         *
         * @param head the answer without its body
         * @param body is closed when all of it was sent, or the peer has gone
         */
        default void send(HttpResponse head, BodySource body) {
            body.close();
            throw new UnsupportedOperationException("this answer must be sent whole");
        }
    }
}
