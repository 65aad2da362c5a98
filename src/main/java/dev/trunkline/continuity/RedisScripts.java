package dev.trunkline.continuity;

/** What is done in one step inside of Redis: nobody else's write comes in between. Each touches one key, as a cluster demands. */
final class RedisScripts {

    /** Answered instead of a generation when the call is over. */
    static final long OVER = -1;

    /**
     * Writes a call's state, unless somebody knows better. KEYS: the call. ARGV: claim or write, generation, revision, node,
     * state, life in ms, channel, call sid. Answers the generation that is valid now: a greater one than that of a write means that
     * nothing was written; a claim gets the next one, so that the newest stream wins even where clocks differ.
     */
    static final String WRITE = """
            local has = redis.call('HMGET', KEYS[1], 'generation', 'revision', 'node', 'over')
            if has[4] then return -1 end
            local known = tonumber(has[1]) or 0
            local mine = tonumber(ARGV[2])
            if ARGV[1] == 'claim' then
              if known >= mine then
                mine = known
                if has[3] ~= ARGV[4] then mine = known + 1 end
              end
            elseif known > mine or (known == mine and (tonumber(has[2]) or -1) > tonumber(ARGV[3])) then
              return known
            end
            local generation = string.format('%.0f', mine)
            redis.call('HSET', KEYS[1],
                'generation', generation, 'revision', ARGV[3], 'node', ARGV[4], 'state', ARGV[5])
            redis.call('PEXPIRE', KEYS[1], ARGV[6])
            if ARGV[1] == 'claim' then
              redis.call('PUBLISH', ARGV[7], 'claim ' .. ARGV[4] .. ' ' .. ARGV[8] .. ' ' .. generation)
            end
            return mine
            """;

    /** Marks a call as over, so that no late write brings it back. KEYS: the call. ARGV: life in ms, channel, node, call sid. */
    static final String ERASE = """
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'over', '1')
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            redis.call('PUBLISH', ARGV[2], 'over ' .. ARGV[3] .. ' ' .. ARGV[4] .. ' 0')
            return 1
            """;

    /**
     * Uses something once. KEYS: what. ARGV: who, a name for this one use of it; life in ms. Answers 1 for the first, 0 for
     * another. The client asks again what was under way when its connection broke: that is the same use.
     */
    static final String USE = """
            if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
            if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
            return 0
            """;

    /** Adds to a count that lives from its first addition on. KEYS: the count. ARGV: amount, life in ms. Answers the sum. */
    static final String ADD = """
            local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
            if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
            return sum
            """;

    /**
     * Keeps a call's seat, by Redis' own clock, and drops those that nobody has kept. KEYS: the seats. ARGV: call sid, lease in ms.
     */
    static final String KEEP_SEAT = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
            redis.call('ZADD', KEYS[1], string.format('%.0f', now + tonumber(ARGV[2])), ARGV[1])
            if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
            return 1
            """;

    /** KEYS: the seats. Answers how many are kept. */
    static final String SEATS_TAKEN = """
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            return redis.call('ZCOUNT', KEYS[1], string.format('(%.0f', now), '+inf')
            """;

    private RedisScripts() {}
}
