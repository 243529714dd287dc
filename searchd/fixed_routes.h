// The responses that need no search: health, the API's description, metrics, the adapter for InstantSearch. I/O thread only.
#pragma once

#include "searchd/http_message.h"
#include "searchd/router.h"
#include "searchd/server_state.h"

namespace newshound {

// `row` is none of kWork. Without `may_see_metrics` there are no metrics.
[[nodiscard]] HttpResponse fixed_response(const RouteRow& row, ServerState& server, bool may_see_metrics);

}  // namespace newshound
