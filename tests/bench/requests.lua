-- Sends the requests of a file. One line of it: access token, tab, body.
--
-- Arguments: the file; "random", or "once" for each line a single time.

local threads = {}

-- Runs for every thread before any of them begins.
function setup(thread)
  table.insert(threads, thread)
  thread:set('number', #threads)
  for _, each in ipairs(threads) do each:set('count', #threads) end
end

function init(arguments)
  requests = {}
  for line in io.lines(arguments[1]) do
    local token, body = line:match('^([^\t]*)\t(.*)$')
    local headers = { ['Content-Type'] = 'application/json', ['Accept'] = 'application/graphql-response+json' }
    if token ~= '' then headers['Authorization'] = 'Bearer ' .. token end
    table.insert(requests, wrk.format('POST', '/graphql', headers, body))
  end
  once = arguments[2] == 'once'
  keyed = requests[1]:find('idempotencyKey', 1, true) ~= nil
  math.randomseed(os.time() * 8 + number)
  sent = 0
  -- No two threads and no two runs use a key of the same number.
  keys = (os.time() % 1000000) * 1000000000 + number * 10000000
end

function request()
  sent = sent + 1
  if once then
    local turn = (sent - 1) * count + number
    -- Something must be sent also when all are done, which the driver then sees by their number.
    return requests[turn] or wrk.format('GET', '/healthz')
  end
  local text = requests[math.random(#requests)]
  if not keyed then return text end
  -- As long as the one in the file, because the head tells the length of the body.
  return (text:gsub('key%-0000000000000000', string.format('key-%016d', keys + sent)))
end

-- One line for the driver: requests, microseconds, p50, p99, failures.
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('RESULT %d %d %d %d %d\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
