"""What the door offers; `__init__.py` imports each name when it is first used."""

from .answering.confidence import Answering as Answering
from .archive import Archive as Archive
from .archive import Status as Status
from .archive import check_source as check_source
from .content.items import KINDS as KINDS
from .content.items import Kind as Kind
from .errors import ArchiveError as ArchiveError
from .errors import BusyArchiveError as BusyArchiveError
from .errors import EmptyArchiveError as EmptyArchiveError
from .errors import ModelError as ModelError
from .errors import PullquoteError as PullquoteError
from .errors import QuestionError as QuestionError
from .errors import SettingError as SettingError
from .errors import SourceError as SourceError
from .evaluation.dataset import read_lines as read_lines
from .evaluation.dataset import read_queries as read_queries
from .evaluation.dataset import read_query as read_query
from .evaluation.evaluate import BATCH as BATCH
from .evaluation.evaluate import RANKINGS as RANKINGS
from .evaluation.evaluate import Asked as Asked
from .evaluation.evaluate import Scores as Scores
from .evaluation.evaluate import evaluate as evaluate
from .evaluation.evaluate import evaluate_self as evaluate_self
from .evaluation.metrics import Retrieval as Retrieval
from .ingest.sync import Progress as Progress
from .ingest.sync import SyncReport as SyncReport
from .posts import Answer as Answer
from .posts import Explanation as Explanation
from .posts import Filters as Filters
from .posts import Hit as Hit
from .posts import Post as Post
from .posts import Query as Query
from .posts import Quote as Quote
from .posts import Reason as Reason
from .questions.periods import own_dates as own_dates
from .questions.periods import read_filters as read_filters
from .snapshot import MAX_QUESTION as MAX_QUESTION
from .snapshot import Snapshot as Snapshot
from .snapshot import check_question as check_question
from .text.terms import holds as holds
from .web.fetch import Fetching as Fetching
from .web.verify import Verification as Verification
from .web.websub import Hub as Hub
from .web.websub import is_signed as is_signed

__version__: str
