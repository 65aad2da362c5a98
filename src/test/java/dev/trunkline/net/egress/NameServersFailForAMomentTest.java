package dev.trunkline.net.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NameServersFailForAMomentTest {

    private static final String HOST = "evi.example";
    private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final AtomicLong nowNanos = new AtomicLong();
    private NameLookup service = host -> new InetAddress[] {ADDRESS};

    @AfterEach
    void stop() {
        over.complete(null);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void fails() {
        service = host -> {
            throw new UnknownHostException(host);
        };
    }

    private void hangs() {
        service = host -> {
            over.join();
            throw new UnknownHostException(host);
        };
    }

    private OffLoopResolver resolver() {
        return new OffLoopResolver(host -> service.addresses(host));
    }

    private Future<InetSocketAddress> resolve(OffLoopResolver resolver, String host) throws InterruptedException {
        return ask(resolver, host).await();
    }

    private Future<InetSocketAddress> ask(OffLoopResolver resolver, String host) {
        return resolver.getResolver(loops.next()).resolve(InetSocketAddress.createUnresolved(host, 443));
    }

    @Test
    void whatTheySaidLastCounts() throws Exception {
        OffLoopResolver resolver = resolver();
        resolve(resolver, HOST);
        fails();

        assertThat(resolve(resolver, HOST).getNow()).isEqualTo(new InetSocketAddress(ADDRESS, 443));
        assertThat(resolve(resolver, "other.example").cause()).isInstanceOf(UnknownHostException.class);
    }

    /** Its answer comes before that of an unknown one that was asked for first; a clock would go on while the machine stands still. */
    @Test
    void aNameThatIsKnownIsNotWaitedForLong() throws Exception {
        OffLoopResolver resolver = resolver();
        resolve(resolver, HOST);
        hangs();
        Future<InetSocketAddress> unknown = ask(resolver, "other.example");
        Future<InetSocketAddress> known = ask(resolver, HOST);
        CompletableFuture<Boolean> isFirst = new CompletableFuture<>();
        known.addListener(answered -> isFirst.complete(!unknown.isDone()));

        assertThat(isFirst).succeedsWithin(SOON).isEqualTo(true);
        assertThat(known.getNow()).isEqualTo(new InetSocketAddress(ADDRESS, 443));
    }

    /** The JDK says the reason once, and then the bare name for ten seconds. */
    @Test
    void aNameThatDoesNotExistIsNoneForEveryoneWhoAsksInTheNextTenSeconds() throws Exception {
        RememberedAddresses names = new RememberedAddresses(host -> service.addresses(host), nowNanos::get);
        service = host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        };
        assertThatThrownBy(() -> names.addresses(HOST)).hasMessageContaining("not known");
        fails();
        nowNanos.set(TimeUnit.SECONDS.toNanos(10));
        assertThatThrownBy(() -> names.addresses(HOST)).hasMessage(HOST + ": Name or service not known");
        assertThatThrownBy(() -> names.addresses("other.example")).hasMessage("other.example");

        nowNanos.set(TimeUnit.SECONDS.toNanos(11));

        assertThatThrownBy(() -> names.addresses(HOST)).hasMessage(HOST);
    }

    @Test
    void whatIsWrongLaterIsToldLater() throws Exception {
        RememberedAddresses names = new RememberedAddresses(host -> service.addresses(host), nowNanos::get);
        service = host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        };
        assertThatThrownBy(() -> names.addresses(HOST)).hasMessageContaining("not known");
        service = host -> {
            throw new UnknownHostException(host + ": Temporary failure in name resolution");
        };
        assertThatThrownBy(() -> names.addresses(HOST)).hasMessageContaining("Temporary");
        fails();

        assertThatThrownBy(() -> names.addresses(HOST)).hasMessageContaining("Temporary");
    }

    @Test
    void butNotLongerThanTenMinutes() throws Exception {
        RememberedAddresses names = new RememberedAddresses(host -> service.addresses(host), nowNanos::get);
        names.addresses(HOST);
        fails();
        nowNanos.set(TimeUnit.MINUTES.toNanos(10) - 1);
        assertThat(names.addresses(HOST)).containsExactly(ADDRESS);

        nowNanos.set(TimeUnit.MINUTES.toNanos(10));

        assertThat(names.last(HOST)).isNull();
        assertThatThrownBy(() -> names.addresses(HOST)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void whereOthersSayTheyAreNotWaitedForLongEither() throws Exception {
        OutgoingAddresses addresses = new OutgoingAddresses(null, host -> service.addresses(host));
        URI url = URI.create("https://" + HOST + "/x");
        addresses.of(url).get();
        hangs();
        CompletableFuture<InetSocketAddress> unknown = addresses.of(URI.create("https://other.example/x"));
        CompletableFuture<InetSocketAddress> known = addresses.of(url);
        CompletableFuture<Boolean> isFirst = known.thenApply(address -> !unknown.isDone());

        assertThat(isFirst).succeedsWithin(SOON).isEqualTo(true);
        assertThat(known).isCompletedWithValue(new InetSocketAddress(ADDRESS, 443));
    }

    @Test
    void whereOthersSayThereMayBeTooManyLookupsForANameThatIsKnown() throws Exception {
        OutgoingAddresses addresses = new OutgoingAddresses(null, host -> service.addresses(host));
        URI url = URI.create("https://" + HOST + "/x");
        addresses.of(url).get();
        hangs();
        CompletableFuture<InetSocketAddress> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 400; i++) {
            last = addresses.of(URI.create("https://other-" + i + ".example/"));
        }

        assertThat(last).isCompletedExceptionally();
        assertThat(addresses.of(url)).isCompletedWithValue(new InetSocketAddress(ADDRESS, 443));
    }

    @Test
    void whatIsKnownIsStillOnlyReachedIfItMayBe() throws Exception {
        InetAddress[] first = {InetAddress.getByName("93.184.216.34"), ADDRESS};
        OutgoingAddresses addresses = new OutgoingAddresses(EgressPolicy.internet(), host -> service.addresses(host));
        service = host -> first;
        URI url = URI.create("https://" + HOST + "/x");
        assertThat(addresses.of(url)).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(EgressDenied.class);
        hangs();

        // No answer by now, or none for good where this thread stood still meanwhile.
        assertThatThrownBy(() -> addresses.of(url).get(600, TimeUnit.MILLISECONDS))
                .isInstanceOfAny(TimeoutException.class, ExecutionException.class);
    }

    @Test
    void aNewAnswerTakesThePlaceOfTheOldOne() throws Exception {
        RememberedAddresses names = new RememberedAddresses(host -> service.addresses(host), nowNanos::get);
        names.addresses(HOST);
        InetAddress moved = InetAddress.getByName("192.0.2.7");
        service = host -> new InetAddress[] {moved};
        names.addresses(HOST);
        fails();

        assertThat(names.addresses(HOST)).containsExactly(moved);
    }

    @Test
    void notEveryNameOfTheWorldIsRemembered() throws Exception {
        RememberedAddresses names = new RememberedAddresses(host -> service.addresses(host), nowNanos::get);
        for (int i = 0; i <= 1_000; i++) {
            names.addresses("host-" + i);
        }

        assertThat(names.last("host-0")).isNull();
        assertThat(names.last("host-1")).isNotNull();
        assertThat(names.last("host-1000")).isNotNull();
    }
}
