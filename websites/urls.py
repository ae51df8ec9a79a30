"""Sites: the site map."""

from django.urls import path

from websites.views import editor

app_name = "websites"
urlpatterns = [
    path("businesses/<uuid:business_id>/site/", editor.make, name="make"),
    path("sites/<uuid:site_id>/", editor.editor, name="editor"),
    path("sites/<uuid:site_id>/write/", editor.write, name="write"),
    path("sites/<uuid:site_id>/look/", editor.look, name="look"),
    path("sites/<uuid:site_id>/arrange/", editor.arrange, name="arrange"),
    path("sites/<uuid:site_id>/review/", editor.review, name="review"),
    path("sites/<uuid:site_id>/undo/", editor.undo, name="undo"),
    path("sites/<uuid:site_id>/redo/", editor.redo, name="redo"),
]
