-- wrk script: asks for the addresses in the file TILE_PATHS, one after another, as a browser does (gzip).
local paths = {}
for line in io.lines(os.getenv('TILE_PATHS')) do paths[#paths + 1] = line end
local turn = 0
local headers = { ['Accept-Encoding'] = 'gzip' }
request = function()
  turn = turn % #paths + 1
  return wrk.format('GET', paths[turn], headers)
end
done = function(summary, latency)
  io.write(string.format('{"requests":%d,"microseconds":%d,"bytes":%d,"failed":%d,"p50Us":%d,"p95Us":%d,"p99Us":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
